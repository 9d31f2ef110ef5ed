{#- v2's total of an order moves with returns, exchanges and claims, v1's does not. target_total is what v2
    must ask so that, less what was paid, exactly what v1 left open is open; line_total what its rows add up
    to; settlement the difference, which becomes a credit line (as v2 itself does when it refunds more than
    an order owes). v1's integers. -#}
with totals as (
    select * from {{ ref('int_order__v1_totals') }}
),

lines as (
    select
        lines.order_id,
        lines.role,
        lines.quantity,
        lines.returned_quantity,
        lines.requested_quantity,
        lines.settled_quantity,
        lines.v2_total + coalesce(rounded.rho, 0) as v2_total
    from {{ ref('int_line_item__owned') }} as lines
    left join {{ ref('int_line_item__rounded') }} as rounded on lines.line_item_id = rounded.line_item_id
),

line_totals as (
    select
        order_id,
        sum(v2_total * case
            -- Before credit lines had versions, v2's totals did not shrink with returns.
            when {{ live_has('order_credit_line', 'version') }} then (quantity - returned_quantity) / quantity
            else 1
        end) as v2_total,
        sum(v2_total * returned_quantity / quantity) as returned_value,
        sum(v2_total * requested_quantity / quantity) as pending_return_total,
        sum(v2_total * settled_quantity / quantity) as settled_return_total,
        sum(v2_total) filter (where role = 'claim') as claim_total
    from lines
    group by order_id
),

shipping_totals as (
    select
        order_id,
        sum(v2_total) as v2_total,
        sum(v2_total) filter (where is_expected) as expected_total
    from {{ ref('int_shipping_method__owned') }}
    group by order_id
),

swaps as (
    select
        order_id,
        sum(difference_due)::numeric as difference
    from {{ ref('stg_swap') }}
    where
        confirmed_at is not null and canceled_at is null and deleted_at is null
        and (difference_due > 0 or payment_status not in ('difference_refunded', 'refunded', 'partially_refunded'))
    group by order_id
),

summed as (
    select
        totals.order_id,
        totals.v1_table,
        totals.factor,
        totals.total as v1_total,
        totals.refunded_total,
        coalesce(swaps.difference, 0) as swap_difference,
        trim_scale(coalesce(line_totals.returned_value, 0)) as returned_value,
        trim_scale(coalesce(line_totals.claim_total, 0)) as claim_total,
        trim_scale(coalesce(line_totals.pending_return_total, 0)) as pending_return_total,
        trim_scale(
            totals.total
            - totals.refunded_total
            + coalesce(swaps.difference, 0)
            -- v2 takes these off by itself when the goods arrive, v1 has taken them off already.
            + coalesce(line_totals.settled_return_total, 0)
            -- v1 takes this off the refund when the goods arrive, v2 adds it at once.
            + coalesce(shipping_totals.expected_total, 0)
        ) as target_total,
        trim_scale(
            coalesce(line_totals.v2_total, 0) + coalesce(shipping_totals.v2_total, 0) - totals.gift_card_credit
        ) as line_total
    from totals
    left join line_totals on totals.order_id = line_totals.order_id
    left join shipping_totals on totals.order_id = shipping_totals.order_id
    left join swaps on totals.order_id = swaps.order_id
),

final as (
    select
        *,
        case
            -- One unit or less is nothing to v2.
            when v1_table = 'order' and {{ var('settle_historic_differences') }} and abs(line_total - target_total) > 1
                then line_total - target_total
            else 0
        end as settlement
    from summed
)

select * from final
