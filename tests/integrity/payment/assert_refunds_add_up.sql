-- Must never happen: portions of a refund that are not its amount, or a payment with more refunded than
-- captured, unless v1 itself refunded more than it took or canceled a captured payment.
with portions as (
    select
        portions.refund_id,
        sum(portions.amount / payments.factor) as amount
    from {{ ref('int_refund__allocated') }} as portions
    inner join {{ ref('int_payment__placed') }} as payments on portions.payment_id = payments.payment_id
    group by portions.refund_id
),

written as (
    select
        v1_id,
        count(*) as portions
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

select portions.refund_id as id
from portions
inner join {{ ref('stg_refund') }} as refunds on portions.refund_id = refunds.id
left join written on portions.refund_id = written.v1_id
where portions.amount <> refunds.amount or written.v1_id is null
union all
select refunded.payment_id as id
from refunded
inner join {{ ref('int_payment__placed') }} as payments on refunded.payment_id = payments.payment_id
where
    refunded.amount > payments.amount * payments.factor
    and not refunded.is_excess
    and payments.amount_refunded <= payments.amount
    and payments.is_captured
