{#- What became of every swap whose order v2 has: active (the customer completed it), canceled, deleted, or
    open (nobody ever completed it). Only active ones change what the order holds and costs. -#}
with swaps as (
    select * from {{ ref('stg_swap') }}
),

orders as (
    select
        id,
        currency_code
    from {{ ref('v2_order') }}
    where v1_table = 'order'
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

final as (
    select
        swaps.id as swap_id,
        orders.id as order_id,
        units.factor,
        case
            when swaps.deleted_at is not null then 'deleted'
            when swaps.canceled_at is not null then 'canceled'
            when swaps.confirmed_at is not null then 'active'
            else 'open'
        end as state
    from swaps
    inner join orders on swaps.order_id = orders.id
    inner join units on orders.currency_code = units.code
)

select * from final
