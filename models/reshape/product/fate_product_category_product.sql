with migrated as (
    select * from {{ ref('v2_product_category_product') }}
),

final as (
    select distinct
        'product_category_product' as v1_table,
        links.v1_id,
        'quarantined' as fate,
        'product_parent_missing' as reason,
        null as v2_table,
        null as v2_id,
        null as detail
    from {{ ref('stg_product_category_product') }} as links
    left join migrated on links.v1_id = migrated.v1_id
    where migrated.v1_id is null
)

select * from final
