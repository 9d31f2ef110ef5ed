{#- The raw_ twin of a quantity. Most quantities of an order are 0: for those a literal spares building the
    same jsonb again in every row. -#}
{% macro big_quantity(number) -%}
    case
        when {{ number }} = 0 then '{"value": "0", "precision": 20}'::jsonb
        else {{ big_number(number) }}
    end
{%- endmacro %}
