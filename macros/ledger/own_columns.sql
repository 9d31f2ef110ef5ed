{#- The columns that the shop added to Medusa's own v1 tables: [{table, column}]. For models/report only. -#}
{% macro own_columns() %}
{% set found = [] %}
{% if execute %}
    {% for row in run_query("
        select own.table_name, own.column_name
        from " ~ source('migration', 'v1_column') ~ " as own
        where own.is_present and not own.is_known and own.table_name in ('" ~ v1_tables() | join("', '") ~ "')
        order by 1, 2
    ").rows %}
        {% do found.append({'table': row[0], 'column': row[1]}) %}
    {% endfor %}
{% endif %}
{{ return(found) }}
{% endmacro %}
