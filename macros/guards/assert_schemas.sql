{#- The schema we build in must never be Medusa's own. -#}
{% macro assert_schemas() %}
{% if execute and flags.WHICH in ('build', 'run', 'test', 'seed') %}
    {% set ours = [target.schema, var('archive_schema'), var('foreign_schema')] %}
    {% if var('live_schema') in ours or ours | unique | list | length < 3 %}
        {{ exceptions.raise_compiler_error(
            "the schemas " ~ ours ~ " and the live schema '" ~ var('live_schema') ~ "' must be four different ones."
            ~ " Change the schema in profiles.yml or the vars in dbt_project.yml."
        ) }}
    {% endif %}
    {% for name in ours + [var('live_schema')] if not modules.re.fullmatch('[a-z_][a-z0-9_]*', name) %}
        {{ exceptions.raise_compiler_error(
            "the schema '" ~ name ~ "' has a name that SQL wants in quotes, which this project does not write."
            ~ " Rename it (alter schema … rename to …) to small letters, digits and underscores."
        ) }}
    {% endfor %}
{% endif %}
{% endmacro %}
