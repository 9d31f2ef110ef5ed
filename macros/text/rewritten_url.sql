{#- A file's address after the operator's url_rewrites: the first pair whose `from` begins the url wins. -#}
{% macro rewritten_url(url) -%}
    {%- if var('url_rewrites') -%}
    case
        {%- for pair in var('url_rewrites') %}
        {%- set old = "'" ~ pair['from'] | replace("'", "''") ~ "'" %}
        when starts_with({{ url }}, {{ old }})
            then '{{ pair['to'] | replace("'", "''") }}' || substr({{ url }}, length({{ old }}) + 1)
        {%- endfor %}
        else {{ url }}
    end
    {%- else -%}
    {{ url }}
    {%- endif -%}
{%- endmacro %}
