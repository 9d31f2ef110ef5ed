-- Must never happen: an order whose transactions, payments and summary disagree about what was paid.
with transactions as (
    select
        order_id,
        coalesce(sum(amount) filter (where reference = 'capture'), 0) as captured,
        coalesce(-sum(amount) filter (where reference = 'refund'), 0) as refunded
    from {{ ref('v2_order_transaction') }}
    group by order_id
),

collections as (
    select
        links.order_id,
        sum(payment_collections.captured_amount) as captured,
        sum(payment_collections.refunded_amount) as refunded
    from {{ ref('v2_order_payment_collection') }} as links
    inner join {{ ref('v2_payment_collection') }} as payment_collections on links.payment_collection_id = payment_collections.id
    group by links.order_id
),

-- Their money is in the order's transactions only.
unpaid as (
    select
        transactions.order_id,
        -sum(transactions.amount) as refunded
    from {{ ref('v2_order_transaction') }} as transactions
    left join {{ ref('v2_refund') }} as refunds on transactions.reference_id = refunds.id
    where transactions.reference = 'refund' and refunds.id is null
    group by transactions.order_id
)

select collections.order_id
from collections
left join transactions on collections.order_id = transactions.order_id
left join unpaid on collections.order_id = unpaid.order_id
inner join {{ ref('v2_order_summary') }} as summaries on collections.order_id = summaries.order_id
where
    coalesce(transactions.captured, 0) <> collections.captured
    or coalesce(transactions.refunded, 0) <> collections.refunded + coalesce(unpaid.refunded, 0)
    or abs((summaries.totals ->> 'transaction_total')::numeric - coalesce(transactions.captured - transactions.refunded, 0)) > 1e-6
