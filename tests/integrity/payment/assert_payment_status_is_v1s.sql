-- Must never happen: an order that v2 shows with another payment status than v1, where v1's word and v1's
-- payments say the same and nothing but the order itself was paid. (All others: finding payment_status_differs.)
with payments as (
    select
        order_id,
        bool_and(canceled_at is not null) as is_canceled,
        count(*) filter (where canceled_at is null) as live,
        count(*) filter (where canceled_at is null and captured_at is not null) as captured,
        sum(amount) filter (where canceled_at is null and captured_at is not null) as captured_amount
    from {{ ref('stg_payment') }}
    where order_id is not null
    group by order_id
),

refunds as (
    select
        order_id,
        sum(amount) as amount
    from {{ ref('stg_refund') }}
    where amount > 0
    group by order_id
),

judged as (
    select
        payments.order_id,
        case
            when payments.is_canceled then 'canceled'
            when refunds.amount >= payments.captured_amount then 'refunded'
            when refunds.amount > 0 then 'partially_refunded'
            when payments.captured = payments.live then 'captured'
            when payments.captured = 0 then 'authorized'
        end as status
    from payments
    left join refunds on payments.order_id = refunds.order_id
    where coalesce(refunds.amount, 0) = 0 or payments.captured_amount > 0
)

select
    orders.order_id,
    orders.v1_payment_status,
    orders.payment_status
from {{ ref('int_order__status_derived') }} as orders
inner join judged on orders.order_id = judged.order_id
where
    orders.collections = 1
    and judged.status = case orders.v1_payment_status when 'awaiting' then 'authorized' else orders.v1_payment_status end
    and orders.payment_status <> judged.status
