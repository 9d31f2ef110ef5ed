{#- What Medusa v2's calculator makes of the live rows of every migrated order, in main units: exact decimals,
    never rounded, raw twins before columns, rows of the order's current version. Reads what is live and
    nothing of what was meant to be written: this is the other side of the proof. -#}
with recursive v1_orders as (
    select id from {{ ref('stg_order') }}
    where currency_code is not null
),

orders as (
    select
        orders.id as order_id,
        orders.version,
        orders.deleted_at is not null as is_deleted,
        -- Credit lines up to this sum are nothing to v2.
        10::numeric ^ -coalesce(currencies.decimal_digits, 2) as unit
    from {{ source('medusa_v2', 'order') }} as orders
    inner join v1_orders on orders.id = v1_orders.id
    left join {{ source('medusa_v2', 'currency') }} as currencies on orders.currency_code = currencies.code
),

-- What hangs on lines, methods and payments is looked up for those of these orders: a later run compares few.
order_lines as (
    select items.item_id
    from {{ live_rows('order_item') }} as items
    inner join orders on items.order_id = orders.order_id
),

order_methods as (
    select placed.shipping_method_id
    from {{ live_rows('order_shipping') }} as placed
    inner join orders on placed.order_id = orders.order_id
),

order_payments as (
    select
        links.order_id,
        payments.id as payment_id
    from {{ live_rows('order_payment_collection') }} as links
    inner join orders on links.order_id = orders.order_id
    inner join {{ live_rows('payment') }} as payments on links.payment_collection_id = payments.payment_collection_id
),

item_rates as (
    select
        rates.item_id,
        sum({{ live_number('rates', 'rate') }}) * 0.01 as rate
    from {{ live_rows('order_line_item_tax_line') }} as rates
    where rates.item_id in (select order_lines.item_id from order_lines)
    group by rates.item_id
),

item_adjustments as (
    select
        adjustments.item_id,
        adjustments.version,
        sum({{ live_number('adjustments', 'amount') }}) filter (where not adjustments.is_tax_inclusive) as net_amount,
        sum({{ live_number('adjustments', 'amount') }}) filter (where adjustments.is_tax_inclusive) as gross_amount
    from {{ live_rows('order_line_item_adjustment', {'version': 'null::integer', 'is_tax_inclusive': 'false'}) }} as adjustments
    where adjustments.item_id in (select order_lines.item_id from order_lines)
    group by adjustments.item_id, adjustments.version
),

-- Goods of exchanges and claims, which v1 did not count in the order.
additional_items as (
    select item_id from {{ live_rows('order_exchange_item') }} as exchange_items
    union
    select item_id from {{ live_rows('order_claim_item') }} as claim_items
    where is_additional_item
),

-- Goods on their way back that v1 has settled already (with an exchange, or a replacement): v2 takes them off
-- when they arrive.
settled_returns as (
    select
        return_items.item_id,
        return_items.quantity
    from {{ ref('stg_return_item') }} as return_items
    inner join {{ ref('stg_return') }} as returns on return_items.return_id = returns.id
    left join {{ ref('stg_swap') }} as swaps on returns.swap_id = swaps.id
    left join {{ ref('stg_claim_order') }} as claims on returns.claim_order_id = claims.id
    where
        returns.status = 'requested'
        and return_items.quantity > 0
        and (
            (swaps.confirmed_at is not null and swaps.canceled_at is null and swaps.deleted_at is null)
            or (claims.type = 'replace' and claims.canceled_at is null and claims.deleted_at is null)
        )
),

v1_lines as (
    select
        lines.id,
        case when edits.confirmed_at is not null then lines.original_item_id end as replaced_id,
        coalesce(lines.order_id, lines.swap_id, lines.claim_order_id) is not null as is_owned
    from {{ ref('stg_line_item') }} as lines
    left join {{ ref('stg_order_edit') }} as edits on lines.order_edit_id = edits.id
),

-- An order edit may have put another line in the place of theirs; 50 edits of one order are a loop.
followed as (
    select
        v1_lines.id,
        v1_lines.is_owned,
        settled_returns.quantity,
        0 as depth
    from settled_returns
    inner join v1_lines on settled_returns.item_id = v1_lines.id
    union all
    select
        v1_lines.id,
        v1_lines.is_owned,
        followed.quantity,
        followed.depth + 1 as depth
    from followed
    inner join v1_lines on followed.id = v1_lines.replaced_id
    where not followed.is_owned and followed.depth < 50
),

settled as (
    select
        id as item_id,
        sum(quantity) as quantity
    from followed
    where is_owned
    group by id
),

items as (
    select
        items.order_id,
        items.item_id,
        {{ live_number('items', 'quantity') }} as quantity,
        {{ live_number('items', 'return_received_quantity') }}
        + {{ live_number('items', 'return_dismissed_quantity') }} as returned_quantity,
        {{ live_number('items', 'fulfilled_quantity') }} as fulfilled_quantity,
        coalesce(item_rates.rate, 0) as rate,
        additional_items.item_id is null as is_own,
        lines.is_tax_inclusive,
        coalesce({{ live_number('items', 'unit_price') }}, {{ live_number('lines', 'unit_price') }}) as unit_price,
        adjustments.net_amount as net_adjustment,
        adjustments.gross_amount as gross_adjustment
    from {{ live_rows('order_item') }} as items
    inner join orders on items.order_id = orders.order_id and items.version = orders.version
    inner join {{ live_rows('order_line_item') }} as lines on items.item_id = lines.id
    left join item_rates on items.item_id = item_rates.item_id
    left join item_adjustments as adjustments
        on items.item_id = adjustments.item_id and coalesce(adjustments.version, items.version) = items.version
    left join additional_items on items.item_id = additional_items.item_id
),

-- Tax and discounts are linear, so nothing needs to be divided by (1 + rate) first.
item_totals as (
    select
        order_id,
        item_id,
        quantity,
        is_own,
        fulfilled_quantity - returned_quantity as returnable_quantity,
        case
            when is_tax_inclusive then unit_price * quantity - coalesce(net_adjustment, 0) * (1 + rate)
            else (unit_price * quantity - coalesce(net_adjustment, 0)) * (1 + rate)
        end - coalesce(gross_adjustment, 0) as total,
        -- Before credit lines had versions, totals did not shrink with returns.
        case when {{ live_has('order_credit_line', 'version') }} then quantity - returned_quantity else quantity end as kept_quantity
    from items
),

goods as (
    select
        item_totals.order_id,
        sum(item_totals.total) filter (where item_totals.is_own) as ordered_total,
        sum(item_totals.total * item_totals.kept_quantity / nullif(item_totals.quantity, 0)) as total,
        sum(
            item_totals.total * least(coalesce(settled.quantity, 0), greatest(item_totals.returnable_quantity, 0))
            / nullif(item_totals.quantity, 0)
        ) as settled_return_total
    from item_totals
    left join settled on item_totals.item_id = settled.item_id
    group by item_totals.order_id
),

method_rates as (
    select
        rates.shipping_method_id,
        sum({{ live_number('rates', 'rate') }}) * 0.01 as rate
    from {{ live_rows('order_shipping_method_tax_line') }} as rates
    where rates.shipping_method_id in (select order_methods.shipping_method_id from order_methods)
    group by rates.shipping_method_id
),

method_adjustments as (
    select
        adjustments.shipping_method_id,
        adjustments.version,
        sum({{ live_number('adjustments', 'amount') }}) as amount
    from {{ live_rows('order_shipping_method_adjustment', {'version': 'null::integer'}) }} as adjustments
    where adjustments.shipping_method_id in (select order_methods.shipping_method_id from order_methods)
    group by adjustments.shipping_method_id, adjustments.version
),

methods as (
    select
        placed.order_id,
        coalesce(placed.return_id, placed.exchange_id, placed.claim_id) is null as is_own,
        case
            when methods.is_tax_inclusive
                then {{ live_number('methods', 'amount') }} - coalesce(adjustments.amount, 0) * (1 + coalesce(method_rates.rate, 0))
            else ({{ live_number('methods', 'amount') }} - coalesce(adjustments.amount, 0)) * (1 + coalesce(method_rates.rate, 0))
        end as total
    from {{ live_rows('order_shipping') }} as placed
    inner join orders on placed.order_id = orders.order_id and placed.version = orders.version
    inner join {{ live_rows('order_shipping_method') }} as methods on placed.shipping_method_id = methods.id
    left join method_rates on methods.id = method_rates.shipping_method_id
    left join method_adjustments as adjustments
        on methods.id = adjustments.shipping_method_id and coalesce(adjustments.version, placed.version) = placed.version
),

shipping as (
    select
        order_id,
        sum(total) filter (where is_own) as ordered_total,
        sum(total) as total
    from methods
    group by order_id
),

credits as (
    select
        credits.order_id,
        sum({{ live_number('credits', 'amount') }}) as amount,
        sum({{ live_number('credits', 'amount') }}) filter (where credits.reference = 'gift_card') as gift_card_total,
        sum({{ live_number('credits', 'amount') }}) filter (where credits.reference = 'medusa_v1_settlement') as settlement
    from {{ live_rows('order_credit_line', {
        'order_id': 'null::text',
        'reference': 'null::text',
        'amount': 'null::numeric',
        'raw_amount': 'null::jsonb',
        'version': 'null::integer',
    }) }} as credits
    inner join orders on credits.order_id = orders.order_id and coalesce(credits.version, orders.version) = orders.version
    group by credits.order_id
),

captured as (
    select
        captures.payment_id,
        sum({{ live_number('captures', 'amount') }}) as amount
    from {{ live_rows('capture') }} as captures
    where captures.payment_id in (select order_payments.payment_id from order_payments)
    group by captures.payment_id
),

refunded as (
    select
        refunds.payment_id,
        sum({{ live_number('refunds', 'amount') }}) as amount
    from {{ live_rows('refund') }} as refunds
    where refunds.payment_id in (select order_payments.payment_id from order_payments)
    group by refunds.payment_id
),

payments as (
    select
        order_payments.order_id,
        sum(captured.amount) as captured,
        sum(refunded.amount) as refunded
    from order_payments
    left join captured on order_payments.payment_id = captured.payment_id
    left join refunded on order_payments.payment_id = refunded.payment_id
    group by order_payments.order_id
),

transactions as (
    select
        transactions.order_id,
        sum({{ live_number('transactions', 'amount') }}) as paid,
        count(*) filter (where ours.id is null) as made_in_v2
    from {{ live_rows('order_transaction') }} as transactions
    inner join orders on transactions.order_id = orders.order_id
    left join {{ written_keys('order_transaction') }} as ours on transactions.id = ours.id
    group by transactions.order_id
),

summed as (
    select
        orders.order_id,
        orders.unit,
        orders.is_deleted,
        orders.version > 1 or coalesce(transactions.made_in_v2, 0) > 0 as is_changed,
        coalesce(goods.ordered_total, 0) + coalesce(shipping.ordered_total, 0)
        - coalesce(credits.gift_card_total, 0) as ordered_total,
        coalesce(goods.total, 0) + coalesce(shipping.total, 0) as gross_total,
        coalesce(goods.settled_return_total, 0) as settled_return_total,
        coalesce(credits.amount, 0) as credit_total,
        coalesce(credits.gift_card_total, 0) as gift_card_total,
        coalesce(credits.settlement, 0) as settlement,
        coalesce(payments.captured, 0) as captured,
        coalesce(payments.refunded, 0) as refunded,
        coalesce(transactions.paid, 0) as paid
    from orders
    left join goods on orders.order_id = goods.order_id
    left join shipping on orders.order_id = shipping.order_id
    left join credits on orders.order_id = credits.order_id
    left join payments on orders.order_id = payments.order_id
    left join transactions on orders.order_id = transactions.order_id
),

final as (
    select
        *,
        gross_total - case
            when abs(credit_total) <= unit and {{ live_has('order', 'locale') }} then 0
            else credit_total
        end as total
    from summed
)

select * from final
