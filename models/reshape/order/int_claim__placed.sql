{#- Every v1 claim whose order v2 has, with its number: v1 has none. -#}
with claims as (
    select
        id,
        order_id
    from {{ ref('stg_claim_order') }}
),

numbered as (
    {{ numbered('order_claim', ref('whole_claim_order')) }}
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
        claims.id as claim_id,
        orders.id as order_id,
        units.factor,
        numbered.number::integer as display_id
    from claims
    inner join numbered on claims.id = numbered.id
    inner join orders on claims.order_id = orders.id
    inner join units on orders.currency_code = units.code
)

select * from final
