{#- Does the target have this table (or column)? A boolean SQL expression over the probe that
    on-run-start makes; PostgreSQL evaluates it once per query. Never compare version numbers. -#}
{% macro live_has(table, column=none) -%}
    exists (
        select 1 from {{ source('migration', 'live_column') }} as probe
        where probe.table_name = '{{ table }}'
        {%- if column %} and probe.column_name = '{{ column }}'{% endif %}
    )
{%- endmacro %}
