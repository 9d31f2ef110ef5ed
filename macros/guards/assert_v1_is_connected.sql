{#- v1 must have been connected first. -#}
{% macro assert_v1_is_connected() %}
{% if execute and flags.WHICH in ('build', 'run', 'test', 'seed') %}
    {% set ready = run_query("select to_regclass('" ~ target.schema ~ ".v1_column') is not null") %}
    {% if not ready.columns[0].values()[0] %}
        {{ exceptions.raise_compiler_error(
            "v1 is not connected to this database yet. Run `invoke fdw-setup` first, then dbt again."
        ) }}
    {% endif %}
{% endif %}
{% endmacro %}
