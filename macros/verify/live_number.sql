{#- A number of a live row as v2 reads it: the raw twin counts, not the column. -#}
{% macro live_number(rows, column) -%}
    coalesce(({{ rows }}.raw_{{ column }} ->> 'value')::numeric, {{ rows }}.{{ column }})
{%- endmacro %}
