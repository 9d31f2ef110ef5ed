with orders as (
    select * from {{ ref('int_order__gathered') }}
),

promotions as (
    select id from {{ ref('v2_promotion') }}
),

uses as (
    select
        order_id,
        discount_id,
        'order_discounts' as v1_table,
        v1_id
    from {{ ref('stg_order_discounts') }}
    union all
    select
        orders.order_id,
        cart_discounts.discount_id,
        'cart_discounts' as v1_table,
        cart_discounts.v1_id
    from {{ ref('stg_cart_discounts') }} as cart_discounts
    inner join orders on cart_discounts.cart_id = orders.cart_id
),

final as (
    select
        orders.order_id,
        promotions.id as promotion_id,
        {{ v2_id('orderpromo', "'order_promotion:' || orders.order_id || ':' || promotions.id") }} as id,
        orders.created_at,
        orders.created_at as updated_at,
        null::timestamptz as deleted_at,
        uses.v1_table,
        uses.v1_id
    from uses
    inner join orders on uses.order_id = orders.order_id
    inner join promotions on uses.discount_id = promotions.id
)

select * from final
