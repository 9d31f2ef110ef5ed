with order_discounts as (
    select * from {{ ref('stg_order_discounts') }}
),

final as (
    select
        'order_discounts' as v1_table,
        order_discounts.v1_id,
        'left' as fate,
        'promotion_not_migrated' as reason,
        null as v2_table,
        null as v2_id,
        null as detail
    from order_discounts
    left join {{ ref('v2_order_promotion') }} as migrated
        on order_discounts.order_id = migrated.order_id and order_discounts.discount_id = migrated.promotion_id
    where migrated.order_id is null
)

select * from final
