-- Must never happen: an order that v2 shows with another payment status than v1, where v1's word and v1's
-- payments say the same, are no less than nothing, and paid for nothing but the order itself. (All others: finding payment_status_differs.)
with payments as (
    select
        payments.order_id,
        bool_and(migrated.id is not null) as is_complete,
        bool_and(payments.canceled_at is not null) as is_canceled,
        count(*) filter (where payments.canceled_at is null) as live,
        count(*) filter (where payments.canceled_at is null and payments.captured_at is not null) as captured,
        sum(payments.amount) filter (where payments.canceled_at is null and payments.captured_at is not null) as captured_amount
    from {{ ref('stg_payment') }} as payments
    left join {{ ref('v2_payment') }} as migrated on payments.id = migrated.id
    where payments.order_id is not null
    group by payments.order_id
),

refunds as (
    select
        coalesce(refunds.order_id, payments.order_id) as order_id,
        sum(refunds.amount) as amount
    from {{ ref('stg_refund') }} as refunds
    left join {{ ref('stg_payment') }} as payments on refunds.payment_id = payments.id
    where refunds.amount > 0
    group by coalesce(refunds.order_id, payments.order_id)
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
    where
        payments.is_complete
        and coalesce(payments.captured_amount, 0) >= 0
        and (coalesce(refunds.amount, 0) = 0 or payments.captured_amount > 0)
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
