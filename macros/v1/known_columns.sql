{#- The columns Medusa v1 knows of one of its tables. A shop whose constraints were lost may hold a null where v1
    allows none: the models then read what v1 itself would have entered, and v1_missing names the columns. -#}
{% macro known_columns(table) -%}
    {%- set missing = [] -%}
    {%- for column, filling in v1_columns()[table].items() -%}
        {%- if filling -%}
            {%- do missing.append(column) -%}
    coalesce("{{ column }}", {{ filling }}) as "{{ column }}",
        {%- else -%}
    "{{ column }}",
        {%- endif %}
    {% endfor -%}
    v1_custom,
    {%- if missing %}
    case
        when num_nulls({% for column in missing %}"{{ column }}"{{ ', ' if not loop.last }}{% endfor %}) > 0
            then concat_ws(',', {% for column in missing %}case when "{{ column }}" is null then '{{ column }}' end{{ ', ' if not loop.last }}{% endfor %})
    end as v1_missing
    {%- else %}
    null::text as v1_missing
    {%- endif %}
{%- endmacro %}
