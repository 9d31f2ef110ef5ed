{#- The highest number that others may follow. 32 bits leave next to none after a higher one (damage: no shop has
    two billion orders), so whatever is numbered next does not go on from there. -#}
{% macro highest_number() -%}
    2146483647
{%- endmacro %}
