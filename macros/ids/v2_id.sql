{#- The id of a v2 row that is not one v1 row of the same kind: the same key gives the same id in
    every run. `key` is a SQL text expression, e.g. v2_id('txreg', "'country:' || country.iso_2"). -#}
{% macro v2_id(prefix, key) -%}
    '{{ prefix }}_' || substr(md5('medusa-v1:' || {{ key }}), 1, 26)
{%- endmacro %}
