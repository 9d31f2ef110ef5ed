-- Must never happen: a v1 refund of a migrated order that took another amount out of the order, or that hangs
-- on payments with another amount; or a payment with more refunded than captured, unless v1 did so itself.
with payments as (
    select * from {{ ref('int_payment__placed') }}
),

-- Portions on payments in another currency than the order's are in that one.
orders as (
    select
        orders.id,
        units.factor,
        coalesce(bool_and(payments.currency_code = orders.currency_code), true) as is_comparable
    from {{ ref('v2_order') }} as orders
    inner join {{ ref('map_currency_unit') }} as units on orders.currency_code = units.code
    left join payments on orders.id = payments.order_id
    where orders.v1_table = 'order'
    group by orders.id, units.factor
),

refunds as (
    select
        refunds.id,
        refunds.amount * coalesce(payments.factor, orders.factor) as amount
    from {{ ref('stg_refund') }} as refunds
    left join payments
        on refunds.payment_id = payments.payment_id and coalesce(refunds.order_id, payments.order_id) = payments.order_id
    left join orders on refunds.order_id = orders.id
    where refunds.amount <> 0 and (payments.payment_id is not null or orders.is_comparable)
),

transactions as (
    select
        v1_id,
        -sum(amount) as amount
    from {{ ref('v2_order_transaction') }}
    where v1_table = 'refund'
    group by v1_id
),

portions as (
    select
        v1_id,
        sum(amount) as amount
    from {{ ref('v2_refund') }}
    group by v1_id
),

refunded as (
    select
        payment_id,
        sum(amount) as amount,
        bool_or(is_excess) as is_excess
    from {{ ref('int_refund__allocated') }}
    group by payment_id
)

select refunds.id
from refunds
left join transactions on refunds.id = transactions.v1_id
left join portions on refunds.id = portions.v1_id
where transactions.amount is distinct from refunds.amount or portions.amount <> refunds.amount
union all
select refunded.payment_id as id
from refunded
inner join payments on refunded.payment_id = payments.payment_id
where
    refunded.amount > payments.amount * payments.factor
    and not refunded.is_excess
    and payments.amount_refunded <= payments.amount
    and payments.is_captured
