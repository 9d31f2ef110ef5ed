{#- v2 expects an object or null: anything else v1 held is wrapped. -#}
{% macro clean_metadata(metadata) -%}
    case jsonb_typeof({{ metadata }})
        when 'object' then {{ metadata }}
        when 'null' then null
        else jsonb_build_object('medusa_v1_metadata', {{ metadata }})
    end
{%- endmacro %}
