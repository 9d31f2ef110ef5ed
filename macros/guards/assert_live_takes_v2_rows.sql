{#- Before the first write: does every live table take what we have? A column that Medusa requires and
    we do not fill is named here, and nothing is written. -#}
{% macro assert_live_takes_v2_rows() %}
{% if execute %}
    {% for table in live_tables() %}
        {% set relation = ref('v2_' ~ table) %}
        {% set ours = adapter.get_columns_in_relation(relation) | map(attribute='name') | list %}
        {% for column in live_table(table) if column.is_required and column.name not in ours %}
            {{ exceptions.raise_compiler_error(
                "the target's table '" ~ table ~ "' requires the column '" ~ column.name
                ~ "', which this tool does not fill: this Medusa version is newer than it knows. Nothing was written."
            ) }}
        {% endfor %}
    {% endfor %}
{% endif %}
{% endmacro %}
