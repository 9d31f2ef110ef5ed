with migrated as (
    select * from {{ ref('v2_product_category_product') }}
),

final as (
    select
        'product_category_product' as v1_table,
        links.v1_id,
        case when repeated.v1_id is null then 'quarantined' else 'merged' end as fate,
        case when repeated.v1_id is null then 'product_parent_missing' else 'duplicate_value' end as reason,
        case when repeated.v1_id is not null then 'product_category_product' end as v2_table,
        repeated.product_id || ':' || repeated.product_category_id as v2_id,
        null as detail
    from {{ ref('stg_product_category_product') }} as links
    left join migrated on links.v1_id = migrated.v1_id
    left join migrated as repeated
        on links.product_id = repeated.product_id and links.product_category_id = repeated.product_category_id
    where migrated.v1_id is null
)

select * from final
