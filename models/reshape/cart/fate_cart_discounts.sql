with left_out as (
    select cart_discounts.*
    from {{ ref('stg_cart_discounts') }} as cart_discounts
    left join {{ ref('v2_cart_promotion') }} as cart_promotions
        on cart_discounts.cart_id = cart_promotions.cart_id and cart_discounts.discount_id = cart_promotions.promotion_id
    left join {{ ref('v2_order_promotion') }} as order_promotions
        on cart_discounts.v1_id = order_promotions.v1_id and order_promotions.v1_table = 'cart_discounts'
    where cart_promotions.cart_id is null and order_promotions.order_id is null
),

judged as (
    select
        left_out.v1_id,
        carts.order_id,
        case
            when carts.reason = 'cart_is_draft_order' then 'promotion_not_migrated'
            else coalesce(carts.reason, 'promotion_not_migrated')
        end as reason
    from left_out
    left join {{ ref('int_cart__judged') }} as carts on left_out.cart_id = carts.cart_id
),

final as (
    select
        'cart_discounts' as v1_table,
        v1_id,
        case when reason = 'cart_became_order' then 'merged' else 'left' end as fate,
        reason,
        case when reason = 'cart_became_order' then 'order' end as v2_table,
        case when reason = 'cart_became_order' then order_id end as v2_id,
        null as detail
    from judged
)

select * from final
