{#- The rows of a live Medusa table that are not deleted, to select from; `defaults` says what a column
    reads as where this version of Medusa lacks it (or the whole table: then name every column that is
    used). For models/report only: they look at what is live, not at what was meant to be written. -#}
{% macro live_rows(table, defaults={}) -%}
{%- set present = live_table(table) | map(attribute='name') | list if execute else [] -%}
{%- if execute and not present -%}
    (select {% for column, default in defaults.items() %}{{ default }} as {{ column }}{{ ', ' if not loop.last }}{% endfor %} where false)
{%- else -%}
    (
        select
            rows_of_v2.*
            {%- for column, default in defaults.items() if execute and column not in present %},
            {{ default }} as {{ column }}
            {%- endfor %}
        from {{ source('medusa_v2', table) }} as rows_of_v2
        where rows_of_v2.deleted_at is null
    )
{%- endif -%}
{%- endmacro %}
