{#- v2 recomputes an order's totals from its rows, but adds payments and refunds to these, and versions that do
    not recompute pending_difference show it from here. -#}
with orders as (
    select * from {{ ref('int_order__gathered') }}
),

settlements as (
    select * from {{ ref('int_order__settlement') }}
),

v1_totals as (
    select * from {{ ref('int_order__v1_totals') }}
),

transactions as (
    select
        order_id,
        sum(amount) filter (where amount > 0) as paid_total,
        -sum(amount) filter (where amount < 0) as refunded_total
    from {{ ref('v2_order_transaction') }}
    group by order_id
),

summed as (
    select
        orders.order_id,
        orders.v1_table,
        orders.created_at,
        orders.updated_at,
        orders.factor,
        trim_scale(v1_totals.total * orders.factor) as original_order_total,
        trim_scale((settlements.line_total - settlements.settlement) * orders.factor) as current_order_total,
        trim_scale((v1_totals.gift_card_credit + settlements.settlement) * orders.factor) as credit_line_total,
        trim_scale(coalesce(transactions.paid_total, 0)) as paid_total,
        trim_scale(coalesce(transactions.refunded_total, 0)) as refunded_total,
        trim_scale(coalesce(transactions.paid_total, 0) - coalesce(transactions.refunded_total, 0)) as transaction_total,
        settlements.pending_return_total * orders.factor as pending_return_total
    from orders
    inner join settlements on orders.order_id = settlements.order_id
    inner join v1_totals on orders.order_id = v1_totals.order_id
    left join transactions on orders.order_id = transactions.order_id
),

pending as (
    select
        *,
        case
            when abs(current_order_total - pending_return_total - transaction_total) > factor
                then trim_scale(current_order_total - pending_return_total - transaction_total)
            else 0
        end as pending_difference
    from summed
),

final as (
    select
        {{ v2_id('ordsum', "'order_summary:' || order_id") }} as id,
        order_id,
        1 as version,
        jsonb_build_object(
            'original_order_total', original_order_total,
            'raw_original_order_total', {{ big_number('original_order_total') }},
            'current_order_total', current_order_total,
            'raw_current_order_total', {{ big_number('current_order_total') }},
            'accounting_total', current_order_total,
            'raw_accounting_total', {{ big_number('current_order_total') }},
            'credit_line_total', credit_line_total,
            'raw_credit_line_total', {{ big_number('credit_line_total') }},
            'paid_total', paid_total,
            'raw_paid_total', {{ big_number('paid_total') }},
            'refunded_total', refunded_total,
            'raw_refunded_total', {{ big_number('refunded_total') }},
            'transaction_total', transaction_total,
            'raw_transaction_total', {{ big_number('transaction_total') }},
            'pending_difference', pending_difference,
            'raw_pending_difference', {{ big_number('pending_difference') }}
        ) as totals,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        v1_table,
        order_id as v1_id
    from pending
)

select * from final
