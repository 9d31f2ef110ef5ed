{#- What v2 will say an order costs: its own calculator, run over the reshaped rows as they will be written, in
    main units. Only the tests use it, and so it uses nothing but v2_ models: own_ sums leave out what
    returns, exchanges and claims added. -#}
with order_items as (
    select * from {{ ref('v2_order_item') }}
),

order_line_items as (
    select * from {{ ref('v2_order_line_item') }}
),

additional_items as (
    select line_item_id from {{ ref('int_line_item__owned') }}
    where role in ('swap', 'claim')
),

item_rates as (
    select
        item_id,
        sum(rate) * 0.01 as rate
    from {{ ref('v2_order_line_item_tax_line') }}
    group by item_id
),

item_discounts as (
    select
        item_id,
        sum(amount) as amount
    from {{ ref('v2_order_line_item_adjustment') }}
    group by item_id
),

method_rates as (
    select
        shipping_method_id,
        sum(rate) * 0.01 as rate
    from {{ ref('v2_order_shipping_method_tax_line') }}
    group by shipping_method_id
),

-- offset 0, here and below: subtotal and total are used several times, and must not be computed several times.
items as (
    select
        order_items.order_id,
        order_items.quantity,
        additional_items.line_item_id is null as is_own,
        coalesce(item_rates.rate, 0) as rate,
        coalesce(item_discounts.amount, 0) as discount,
        order_line_items.unit_price * order_items.quantity
        / case when order_line_items.is_tax_inclusive then 1 + coalesce(item_rates.rate, 0) else 1 end as subtotal,
        case
            when {{ live_has('order_credit_line', 'version') }}
                then
                    (order_items.quantity - order_items.return_received_quantity - order_items.return_dismissed_quantity)
                    / order_items.quantity
            else 1
        end as kept_share,
        order_items.return_requested_quantity / order_items.quantity as requested_share
    from order_items
    inner join order_line_items on order_items.item_id = order_line_items.id
    left join additional_items on order_items.item_id = additional_items.line_item_id
    left join item_rates on order_items.item_id = item_rates.item_id
    left join item_discounts on order_items.item_id = item_discounts.item_id
    offset 0 -- noqa: AM09
),

taxed_items as (
    select
        *,
        (subtotal - discount) * (1 + rate) as total
    from items
    offset 0 -- noqa: AM09
),

item_totals as (
    select
        order_id,
        sum(total * kept_share) as total,
        sum(total * requested_share) as pending_return_total,
        count(*) filter (where is_own) as own_lines,
        sum(quantity) filter (where is_own) as own_pieces,
        sum(total) filter (where is_own) as own_total,
        sum(discount) filter (where is_own) as own_discount_subtotal,
        sum((subtotal - discount) * rate) filter (where is_own) as own_tax_total
    from taxed_items
    group by order_id
),

methods as (
    select
        order_shipping.order_id,
        order_shipping.return_id is null
        and order_shipping.exchange_id is null
        and order_shipping.claim_id is null as is_own,
        coalesce(method_rates.rate, 0) as rate,
        order_shipping_methods.amount
        / case when order_shipping_methods.is_tax_inclusive then 1 + coalesce(method_rates.rate, 0) else 1 end as subtotal
    from {{ ref('v2_order_shipping') }} as order_shipping
    inner join {{ ref('v2_order_shipping_method') }} as order_shipping_methods
        on order_shipping.shipping_method_id = order_shipping_methods.id
    left join method_rates on order_shipping.shipping_method_id = method_rates.shipping_method_id
    where order_shipping.deleted_at is null
),

method_totals as (
    select
        order_id,
        sum(subtotal * (1 + rate)) as total,
        count(*) filter (where is_own) as own_methods,
        sum(subtotal * (1 + rate)) filter (where is_own) as own_total,
        sum(subtotal) filter (where is_own) as own_subtotal,
        sum(subtotal * rate) filter (where is_own) as own_tax_total
    from methods
    group by order_id
),

credits as (
    select
        order_id,
        sum(amount) as total,
        coalesce(sum(amount) filter (where reference = 'gift_card'), 0) as gift_card_total
    from {{ ref('v2_order_credit_line') }}
    group by order_id
),

final as (
    select
        orders.id as order_id,
        orders.currency_code,
        coalesce(item_totals.total, 0) + coalesce(method_totals.total, 0) - coalesce(credits.total, 0) as total,
        coalesce(item_totals.pending_return_total, 0) as pending_return_total,
        coalesce(item_totals.own_lines, 0) as own_lines,
        coalesce(item_totals.own_pieces, 0) as own_pieces,
        coalesce(method_totals.own_methods, 0) as own_methods,
        coalesce(item_totals.own_total, 0) + coalesce(method_totals.own_total, 0) - coalesce(credits.gift_card_total, 0) as own_total,
        coalesce(item_totals.own_discount_subtotal, 0) as own_discount_subtotal,
        coalesce(method_totals.own_subtotal, 0) as own_shipping_subtotal,
        coalesce(item_totals.own_tax_total, 0) + coalesce(method_totals.own_tax_total, 0) as own_tax_total
    from {{ ref('v2_order') }} as orders
    left join item_totals on orders.id = item_totals.order_id
    left join method_totals on orders.id = method_totals.order_id
    left join credits on orders.id = credits.order_id
)

select * from final
