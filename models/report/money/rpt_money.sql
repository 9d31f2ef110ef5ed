{#- Per currency: every migrated order of v1 against the live rows of v2. -#}
with orders as (
    select * from {{ ref('rpt_order_money') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

final as (
    select
        orders.currency_code,
        count(*) as orders,
        sum(orders.v1_total) as v1_total,
        -- As v2 shows it: what v1 rounded is below the unit.
        sum(round(coalesce(orders.v2_ordered_total, 0), units.digits)) as v2_total,
        sum(round(coalesce(orders.v2_ordered_total, 0), units.digits)) - sum(orders.v1_total) as difference,
        sum(orders.v1_captured) as v1_captured,
        sum(coalesce(orders.v2_captured, 0)) as v2_captured,
        sum(orders.v1_refunded) as v1_refunded,
        sum(coalesce(orders.v2_refunded, 0)) as v2_refunded,
        sum(orders.v1_gift_cards) as v1_gift_cards,
        sum(coalesce(orders.v2_gift_cards, 0)) as v2_gift_cards,
        count(*) filter (where orders.differs_in is not null) as differing_orders,
        count(*) filter (where orders.differs_in is not null and orders.explanation is null) as unexplained_orders
    from orders
    inner join units on orders.currency_code = units.code
    group by orders.currency_code
)

select * from final
