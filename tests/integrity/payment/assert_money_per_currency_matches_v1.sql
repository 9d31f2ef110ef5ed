-- Must never happen: captures or refunds whose sum per currency is not v1's.
with v1_money as (
    select
        payments.currency_code,
        'capture' as kind,
        payments.amount * payments.factor as amount
    from {{ ref('int_payment__placed') }} as payments
    inner join {{ ref('stg_payment') }} as v1_payments on payments.payment_id = v1_payments.id
    where v1_payments.captured_at is not null and v1_payments.canceled_at is null
    union all
    select
        orders.currency_code,
        'refund' as kind,
        -refunds.amount * units.factor as amount
    from {{ ref('stg_refund') }} as refunds
    left join {{ ref('int_payment__placed') }} as payments on refunds.payment_id = payments.payment_id
    inner join {{ ref('v2_order') }} as orders on coalesce(payments.order_id, refunds.order_id) = orders.id
    inner join {{ ref('map_currency_unit') }} as units on orders.currency_code = units.code
    where
        orders.v1_table = 'order'
        and orders.id not in (
            select order_id from {{ ref('int_payment__placed') }} as others
            inner join {{ ref('v2_order') }} as their_orders on others.order_id = their_orders.id
            where others.currency_code <> their_orders.currency_code
        )
),

v2_money as (
    select
        transactions.currency_code,
        transactions.reference as kind,
        transactions.amount
    from {{ ref('v2_order_transaction') }} as transactions
    where
        transactions.reference = 'capture'
        or transactions.order_id not in (
            select order_id from {{ ref('int_payment__placed') }} as others
            inner join {{ ref('v2_order') }} as their_orders on others.order_id = their_orders.id
            where others.currency_code <> their_orders.currency_code
        )
)

select
    currency_code,
    kind,
    sum(amount) as difference
from (
    select * from v1_money
    union all
    select
        currency_code,
        kind,
        -amount as amount
    from v2_money
) as compared
group by currency_code, kind
having sum(amount) <> 0
