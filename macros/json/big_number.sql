{#- The raw_ twin of a v2 number column: {"value": "19.99", "precision": 20}; null for null (every function here is strict).
    Setting one key of a constant takes half the time of building the object, and there are dozens in an order. -#}
{% macro big_number(number) -%}
    jsonb_set('{"value": "0", "precision": 20}'::jsonb, '{value}', to_jsonb(trim_scale(({{ number }})::numeric)::text))
{%- endmacro %}
