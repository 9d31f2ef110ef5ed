{#- The order of every v1 fulfillment, directly or through its swap or claim, and what it inherits from the
    one of them that it ships: the address and, if unmistakable, the shipping option. Fulfillments
    without an order are not in here. -#}
with fulfillments as (
    select * from {{ ref('stg_fulfillment') }}
),

orders as (
    select id from {{ ref('v2_order') }}
    where v1_table = 'order'
),

v1_orders as (
    select * from {{ ref('stg_order') }}
),

swaps as (
    select * from {{ ref('stg_swap') }}
),

claims as (
    select * from {{ ref('stg_claim_order') }}
),

shipping_options as (
    select id from {{ ref('v2_shipping_option') }}
),

chosen as (
    select
        coalesce(swap_id, claim_order_id, order_id) as owner_id,
        min(shipping_option_id) as shipping_option_id
    from {{ ref('stg_shipping_method') }}
    where return_id is null and coalesce(swap_id, claim_order_id, order_id) is not null
    group by coalesce(swap_id, claim_order_id, order_id)
    having min(shipping_option_id) = max(shipping_option_id)
),

final as (
    select
        fulfillments.id as fulfillment_id,
        orders.id as order_id,
        coalesce(swaps.shipping_address_id, claims.shipping_address_id, v1_orders.shipping_address_id) as address_id,
        shipping_options.id as shipping_option_id
    from fulfillments
    left join swaps on fulfillments.swap_id = swaps.id
    left join claims on fulfillments.claim_order_id = claims.id
    inner join orders on coalesce(fulfillments.order_id, swaps.order_id, claims.order_id) = orders.id
    inner join v1_orders on orders.id = v1_orders.id
    left join chosen on coalesce(fulfillments.swap_id, fulfillments.claim_order_id, fulfillments.order_id) = chosen.owner_id
    left join shipping_options on chosen.shipping_option_id = shipping_options.id
)

select * from final
