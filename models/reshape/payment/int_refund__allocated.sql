{#- v1 writes one refund per action, of the order, and only payment.amount_refunded tells how it was
    spread; a v2 refund is of one payment. Refunds lie end to end on a money axis per order, and so do
    the payments: first what v1 says was refunded of each, then what else was captured, then, without
    end, the first captured payment. Where two overlap, that is the refund's portion of the payment.
    A refund counts where v1 counted it, in the order it names, even if it names another order's payment. -#}
with payments as (
    select * from {{ ref('int_payment__placed') }}
),

refunds as (
    select * from {{ ref('stg_refund') }}
    where amount > 0
),

direct as (
    select
        refunds.id as refund_id,
        refunds.payment_id,
        payments.order_id,
        refunds.amount,
        sum(refunds.amount) over (
            partition by refunds.payment_id order by refunds.created_at, refunds.id
        ) > payments.amount as is_excess
    from refunds
    inner join payments
        on refunds.payment_id = payments.payment_id and coalesce(refunds.order_id, payments.order_id) = payments.order_id
),

direct_totals as (
    select
        payment_id,
        sum(amount) as amount
    from direct
    group by payment_id
),

spread as (
    select
        refunds.id as refund_id,
        refunds.order_id,
        sum(refunds.amount) over sequence - refunds.amount as starts_at,
        sum(refunds.amount) over sequence as ends_at
    from refunds
    left join direct on refunds.id = direct.refund_id
    where direct.refund_id is null
    window sequence as (partition by refunds.order_id order by refunds.created_at, refunds.id)
),

refunded_orders as (
    select distinct order_id from spread
),

refundable as (
    select
        payments.payment_id,
        payments.order_id,
        payments.is_captured,
        payments.created_at,
        greatest(payments.amount_refunded - coalesce(direct_totals.amount, 0), 0) as stated,
        case
            when payments.is_captured
                then greatest(payments.amount - greatest(payments.amount_refunded, coalesce(direct_totals.amount, 0)), 0)
            else 0
        end as left_over
    from payments
    inner join refunded_orders on payments.order_id = refunded_orders.order_id
    left join direct_totals on payments.payment_id = direct_totals.payment_id
),

segments as (
    select
        payment_id,
        order_id,
        created_at,
        1 as priority,
        stated as capacity
    from refundable
    union all
    select
        payment_id,
        order_id,
        created_at,
        2 as priority,
        left_over as capacity
    from refundable
    union all
    (
        select distinct on (order_id)
            payment_id,
            order_id,
            created_at,
            3 as priority,
            1e15 as capacity
        from refundable
        order by order_id asc, is_captured desc, created_at asc, payment_id asc
    )
),

axis as (
    select
        payment_id,
        order_id,
        priority,
        sum(capacity) over sequence - capacity as starts_at,
        sum(capacity) over sequence as ends_at
    from segments
    window sequence as (partition by order_id order by priority, created_at, payment_id)
),

portions as (
    select
        refund_id,
        payment_id,
        order_id,
        amount,
        is_excess
    from direct
    union all
    select
        spread.refund_id,
        axis.payment_id,
        axis.order_id,
        least(spread.ends_at, axis.ends_at) - greatest(spread.starts_at, axis.starts_at) as amount,
        axis.priority = 3 as is_excess
    from spread
    inner join axis
        on
            spread.order_id = axis.order_id
            and spread.starts_at < axis.ends_at
            and spread.ends_at > axis.starts_at
),

summed as (
    select
        refund_id,
        payment_id,
        order_id,
        sum(amount) as amount,
        bool_or(is_excess) as is_excess
    from portions
    group by refund_id, payment_id, order_id
),

final as (
    select
        summed.refund_id,
        summed.payment_id,
        summed.order_id,
        case
            when row_number() over (partition by summed.refund_id order by payments.created_at, summed.payment_id) = 1
                then summed.refund_id
            else {{ v2_id('ref', "'refund:' || summed.refund_id || ':' || summed.payment_id") }}
        end as id,
        summed.amount * payments.factor as amount,
        payments.currency_code,
        summed.is_excess
    from summed
    inner join payments on summed.payment_id = payments.payment_id
    where summed.amount > 0
)

select * from final
