with customer_groups as (
    select
        *,
        {{ kept_v1({}) }} as kept
    from {{ ref('stg_customer_group') }}
),

final as (
    select
        id,
        name,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        null::text as created_by,
        created_at,
        updated_at,
        deleted_at,
        'customer_group' as v1_table,
        v1_id
    from customer_groups
)

select * from final
