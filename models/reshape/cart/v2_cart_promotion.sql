with carts as (
    select * from {{ ref('int_cart__open') }}
),

promotions as (
    select id from {{ ref('v2_promotion') }}
),

cart_discounts as (
    select * from {{ ref('stg_cart_discounts') }}
),

final as (
    select
        carts.id as cart_id,
        promotions.id as promotion_id,
        {{ v2_id('cartpromo', "'cart_promotion:' || carts.id || ':' || promotions.id") }} as id,
        carts.created_at,
        carts.created_at as updated_at,
        null::timestamptz as deleted_at,
        'cart_discounts' as v1_table,
        cart_discounts.v1_id
    from cart_discounts
    inner join carts on cart_discounts.cart_id = carts.id
    inner join promotions on cart_discounts.discount_id = promotions.id
)

select * from final
