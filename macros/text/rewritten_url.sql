{#- A file's address after the operator's url_rewrites: the first pair whose `from` begins the url wins. -#}
{% macro rewritten_url(url) -%}
    {%- if var('url_rewrites') -%}
    case
        {%- for pair in var('url_rewrites') %}
        {%- set old = dbt.string_literal(dbt.escape_single_quotes(pair['from'])) %}
        when starts_with({{ url }}, {{ old }})
            then {{ dbt.string_literal(dbt.escape_single_quotes(pair['to'])) }} || substr({{ url }}, length({{ old }}) + 1)
        {%- endfor %}
        else {{ url }}
    end
    {%- else -%}
    {{ url }}
    {%- endif -%}
{%- endmacro %}
