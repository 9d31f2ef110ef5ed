with payments as (
    select * from {{ ref('stg_payment') }}
),

placed as (
    select * from {{ ref('int_payment__placed') }}
),

orders as (
    select
        id,
        currency_code
    from {{ ref('v2_order') }}
    where v1_table = 'order'
),

portions as (
    select * from {{ ref('int_refund__allocated') }}
),

refunded as (
    select
        payment_id,
        sum(amount) as amount
    from portions
    group by payment_id
),

unpaid_refunds as (
    select
        v1_id,
        reason,
        detail
    from {{ ref('fate_refund') }}
    where reason in ('refund_negative', 'refund_without_payment')
),

final as (
    select
        'changed' as severity,
        'pay_captured_and_canceled' as rule,
        'payment' as v1_table,
        payments.v1_id,
        'captured at ' || payments.captured_at as detail
    from payments
    inner join placed on payments.id = placed.payment_id
    where payments.captured_at is not null and placed.is_canceled
    union all
    select
        'changed' as severity,
        'currency_mismatch' as rule,
        'payment' as v1_table,
        placed.payment_id as v1_id,
        placed.currency_code || ' on an order in ' || orders.currency_code as detail
    from placed
    inner join orders on placed.order_id = orders.id
    where placed.currency_code <> orders.currency_code
    union all
    select
        'changed' as severity,
        'refund_exceeds_payment' as rule,
        'refund' as v1_table,
        refund_id as v1_id,
        amount || ' of payment ' || payment_id as detail
    from portions
    where is_excess
    union all
    select
        'info' as severity,
        'refunded_amount_differs' as rule,
        'payment' as v1_table,
        placed.payment_id as v1_id,
        'v1 ' || placed.amount_refunded * placed.factor || ', refunds ' || coalesce(refunded.amount, 0) as detail
    from placed
    left join refunded on placed.payment_id = refunded.payment_id
    where placed.amount_refunded * placed.factor <> coalesce(refunded.amount, 0)
    union all
    select
        'changed' as severity,
        reason as rule,
        'refund' as v1_table,
        v1_id,
        detail
    from unpaid_refunds
)

select * from final
