with migrated as (
    select * from {{ ref('v2_product_variant') }}
),

final as (
    select
        'product_variant' as v1_table,
        variants.v1_id,
        'quarantined' as fate,
        'product_parent_missing' as reason,
        null as v2_table,
        null as v2_id,
        'product ' || coalesce(variants.product_id, '(none)') as detail
    from {{ ref('stg_product_variant') }} as variants
    left join migrated on variants.id = migrated.id
    where migrated.id is null
)

select * from final
