{#- The ids we wrote into a live table, to select from; none before the first load. Only to tell rows made
    in v2 since from rows of ours. -#}
{% macro written_keys(table) -%}
{%- if execute and run_query("select to_regclass('" ~ target.schema ~ ".written_" ~ table ~ "') is not null").rows[0][0] -%}
    (select id from {{ target.schema }}.written_{{ table }})
{%- else -%}
    (select null::text as id where false)
{%- endif -%}
{%- endmacro %}
