-- Must never happen: a currency in which all orders together, or all redeemed gift cards together, are worth
-- something else in v2. Orders without lines cannot carry their rounding, see assert_orders_cost_what_v1_charged.
with credits as (
    select
        order_id,
        sum(amount) as amount
    from {{ ref('v2_order_credit_line') }}
    where reference = 'gift_card'
    group by order_id
)

select
    v2_totals.currency_code,
    sum(v1_totals.total) as v1_total,
    sum(round(v2_totals.own_total / v1_totals.factor)) as v2_total,
    sum(v1_totals.gift_card_credit) as v1_gift_cards,
    sum(coalesce(credits.amount, 0) / v1_totals.factor) as v2_gift_cards
from {{ ref('int_order__v2_totals') }} as v2_totals
inner join {{ ref('int_order__v1_totals') }} as v1_totals on v2_totals.order_id = v1_totals.order_id
left join credits on v2_totals.order_id = credits.order_id
where v1_totals.v1_table = 'order' and v2_totals.own_lines > 0 and '{{ var("order_rounding_mode") }}' <> 'off'
group by v2_totals.currency_code
having
    sum(v1_totals.total) <> sum(round(v2_totals.own_total / v1_totals.factor))
    or sum(v1_totals.gift_card_credit) <> sum(coalesce(credits.amount, 0) / v1_totals.factor)
