{#- v1's metadata plus what v2 has no column for, under the one key `medusa_v1`.
    metadata: jsonb column; kept: jsonb object column, already without nulls and defaults.
    Null stays null; a key `medusa_v1` that v1 already had moves to medusa_v1.previous.
    jsonb_typeof(null) is null, so a null metadata takes the else branch of the inner case: it is
    tested first. -#}
{% macro metadata_with_v1(metadata, kept) -%}
    case
        when coalesce({{ kept }}, '{}') = '{}'
            then case when {{ metadata }} is not null then {{ clean_metadata(metadata) }} end
        when {{ metadata }} is null or jsonb_typeof({{ metadata }}) = 'null'
            then jsonb_build_object('medusa_v1', {{ kept }})
        when {{ metadata }} ? 'medusa_v1'
            then {{ metadata }} || jsonb_build_object(
                'medusa_v1', {{ kept }} || jsonb_build_object('previous', {{ metadata }} -> 'medusa_v1')
            )
        else ({{ clean_metadata(metadata) }}) || jsonb_build_object('medusa_v1', {{ kept }})
    end
{%- endmacro %}
