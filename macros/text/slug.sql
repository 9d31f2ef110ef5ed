{#- The handle v2 would make of a title: letters of any language and digits, joined by single hyphens;
    the row's id when nothing is left. -#}
{% macro slug(title, id) -%}
    coalesce(
        nullif(
            trim(both '-' from regexp_replace(
                regexp_replace(replace(lower({{ title }}), 'ß', 'ss'), '[^[:alnum:][:space:]_-]', '', 'g'),
                '[[:space:]_-]+', '-', 'g'
            )),
            ''
        ),
        lower({{ id }})
    )
{%- endmacro %}
