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

refunds as (
    select * from {{ ref('stg_refund') }}
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

-- A swap's payment pays for what is not in v1's total.
paid as (
    select
        order_id,
        sum(amount) filter (where is_captured) as amount
    from placed
    where swap_id is null
    group by order_id
),

unpaid_edits as (
    select distinct collections.order_id
    from {{ ref('int_payment_collection__placed') }} as collections
    left join placed on collections.payment_collection_id = placed.payment_collection_id and placed.is_captured
    where collections.is_settled and placed.payment_id is null
),

v1_totals as (
    select * from {{ ref('int_order__v1_totals') }}
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
        'changed' as severity,
        'refund_of_another_order' as rule,
        'refund' as v1_table,
        refunds.v1_id,
        'order ' || refunds.order_id || ', payment ' || refunds.payment_id || ' of order ' || placed.order_id as detail
    from refunds
    inner join placed on refunds.payment_id = placed.payment_id
    where refunds.order_id <> placed.order_id and refunds.amount > 0
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
        'info' as severity,
        'total_payment_mismatch' as rule,
        'order' as v1_table,
        paid.order_id as v1_id,
        'total ' || trim_scale(v1_totals.total * v1_totals.factor) || ', captured ' || trim_scale(paid.amount * v1_totals.factor) as detail
    from paid
    inner join v1_totals on paid.order_id = v1_totals.order_id
    left join unpaid_edits on paid.order_id = unpaid_edits.order_id
    where abs(v1_totals.total - paid.amount) > 1 and unpaid_edits.order_id is null
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
