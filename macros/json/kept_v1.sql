{#- The object kept under metadata.medusa_v1: the named columns that are not null, and the shop's own
    columns unless they stay in the archive. columns: names, or {key: sql expression}. -#}
{% macro kept_v1(columns={}, custom='v1_custom') -%}
    jsonb_strip_nulls(jsonb_build_object(
        {%- if columns is mapping -%}
            {%- for key, expression in columns.items() -%}'{{ key }}', {{ expression }}{{ ', ' if not loop.last }}{%- endfor -%}
        {%- else -%}
            {%- for name in columns -%}'{{ name }}', {{ name }}{{ ', ' if not loop.last }}{%- endfor -%}
        {%- endif -%}
    )){% if custom and var('custom_columns') == 'metadata' %} || coalesce({{ custom }}, '{}'){% endif %}
{%- endmacro %}
