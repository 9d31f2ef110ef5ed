-- Must never happen: a v1 payment of a migrated order that is not in v2 with its session and, to the unit, its
-- capture; or an order without a payment collection.
with payments as (
    select
        payments.id,
        case when payments.captured_at is not null and payments.canceled_at is null then payments.amount * units.factor end as captured
    from {{ ref('stg_payment') }} as payments
    inner join {{ ref('v2_order') }} as orders on payments.order_id = orders.id
    inner join {{ ref('map_currency_unit') }} as units on lower(trim(payments.currency_code)) = units.code
),

orders as (
    select id from {{ ref('v2_order') }}
    where v1_table = 'order'
)

select payments.id
from payments
left join {{ ref('v2_payment') }} as v2_payment on payments.id = v2_payment.id
left join {{ ref('v2_payment_session') }} as v2_payment_session on v2_payment.payment_session_id = v2_payment_session.id
left join {{ ref('v2_capture') }} as v2_capture on payments.id = v2_capture.payment_id
where v2_payment_session.id is null or payments.captured is distinct from v2_capture.amount
union all
select orders.id
from orders
left join {{ ref('v2_order_payment_collection') }} as links on orders.id = links.order_id
where links.order_id is null
