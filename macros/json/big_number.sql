{#- The raw_ twin of a v2 number column: {"value": "19.99", "precision": 20}; null for null. -#}
{% macro big_number(number) -%}
    case
        when {{ number }} is not null
            then jsonb_build_object('value', trim_scale(({{ number }})::numeric)::text, 'precision', 20)
    end
{%- endmacro %}
