{#- Early v2 versions allow each value once among those not deleted: with case and spaces as they are, as
    v1 does, so v1's own rows always fit. A parent that is gone leaves its reasons at the top level. -#}
with return_reasons as (
    select * from {{ ref('stg_return_reason') }}
),

final as (
    select
        return_reasons.id,
        return_reasons.value,
        return_reasons.label,
        return_reasons.description,
        {{ metadata_with_v1('return_reasons.metadata', kept_v1([], 'return_reasons.v1_custom')) }} as metadata,
        parents.id as parent_return_reason_id,
        return_reasons.created_at,
        return_reasons.updated_at,
        return_reasons.deleted_at,
        'return_reason' as v1_table,
        return_reasons.v1_id
    from return_reasons
    left join return_reasons as parents on return_reasons.parent_return_reason_id = parents.id
)

select * from final
