{#- The order of every v1 return (v1 leaves it empty on a swap's return), its number, and the v2 exchange or
    claim it is part of: none while the swap is open, so that goods already under way come in as a plain
    return, and none of another order or that v2 has not. Returns without an order are not in here. -#}
with returns as (
    select * from {{ ref('stg_return') }}
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

swaps as (
    select * from {{ ref('stg_swap') }}
),

judged_swaps as (
    select * from {{ ref('int_swap__judged') }}
    where state in ('active', 'canceled')
),

claims as (
    select * from {{ ref('stg_claim_order') }}
),

placed_claims as (
    select * from {{ ref('int_claim__placed') }}
),

numbered as (
    {{ numbered('return', ref('whole_return')) }}
),

final as (
    select
        returns.id as return_id,
        orders.id as order_id,
        units.factor,
        numbered.number::integer as display_id,
        judged_swaps.swap_id as exchange_id,
        placed_claims.claim_id
    from returns
    inner join numbered on returns.id = numbered.id
    left join swaps on returns.swap_id = swaps.id
    left join claims on returns.claim_order_id = claims.id
    inner join orders on coalesce(returns.order_id, swaps.order_id, claims.order_id) = orders.id
    left join judged_swaps on returns.swap_id = judged_swaps.swap_id and orders.id = judged_swaps.order_id
    left join placed_claims on returns.claim_order_id = placed_claims.claim_id and orders.id = placed_claims.order_id
    inner join units on orders.currency_code = units.code
)

select * from final
