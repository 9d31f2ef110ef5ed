{#- What v1's calculator makes of v1's own rows, per order, in v1's integers: floating point, and rounded
    where v1 rounds. Written from v1's rules alone, without a look at what reshape makes of them: this is one
    side of the proof. -#}
with orders as (
    select
        orders.id as order_id,
        orders.display_id,
        orders.region_id,
        orders.cart_id,
        units.code as currency_code,
        units.factor,
        -- One rate for the whole order, as old versions of v1 had it; 0 means none.
        case when orders.tax_rate > 0 and orders.tax_rate < 'Infinity' then orders.tax_rate::text::float8 / 100 end as order_rate
    from {{ ref('stg_order') }} as orders
    inner join {{ ref('map_currency_unit') }} as units on lower(trim(orders.currency_code)) = units.code
),

-- v1 honours deleted discounts when it charges, and of several the first that is not free shipping.
discounts as (
    select
        used.order_id,
        used.discount_id,
        rules.type = 'free_shipping' as is_free_shipping
    from {{ ref('stg_order_discounts') }} as used
    inner join {{ ref('stg_discount') }} as discounts on used.discount_id = discounts.id
    inner join {{ ref('stg_discount_rule') }} as rules on discounts.rule_id = rules.id
),

free_shipping as (
    select distinct order_id
    from discounts
    where is_free_shipping
),

adjustments as (
    select
        item_id,
        discount_id,
        sum(amount::float8) as amount
    from {{ ref('stg_line_item_adjustment') }}
    where amount > '-Infinity' and amount < 'Infinity'
    group by item_id, discount_id
),

lines as (
    select
        lines.id as line_item_id,
        lines.order_id,
        lines.unit_price::float8 as unit_price,
        lines.quantity::float8 as quantity,
        lines.allow_discounts,
        coalesce(lines.includes_tax, false) and '{{ var("v1_tax_inclusive_pricing") }}' <> 'off' as is_inclusive,
        orders.order_rate
    from {{ ref('stg_line_item') }} as lines
    inner join orders on lines.order_id = orders.order_id
    where lines.quantity > 0 and not coalesce(lines.is_return, false)
),

applied as (
    select distinct
        lines.order_id,
        adjustments.discount_id
    from adjustments
    inner join lines on adjustments.item_id = lines.line_item_id
),

counted_discounts as (
    select distinct on (discounts.order_id)
        discounts.order_id,
        discounts.discount_id
    from discounts
    left join applied on discounts.order_id = applied.order_id and discounts.discount_id = applied.discount_id
    where not discounts.is_free_shipping
    order by discounts.order_id asc, applied.discount_id is null asc, discounts.discount_id asc
),

line_rates as (
    select
        id,
        item_id,
        rate::text::float8 / 100 as rate
    from {{ ref('stg_line_item_tax_line') }}
    where rate >= 0 and rate < 'Infinity'
),

line_rate_sums as (
    select
        item_id,
        sum(rate order by id) as rate
    from line_rates
    group by item_id
),

discounted as (
    select
        lines.*,
        coalesce(counted.amount, 0) + coalesce(custom.amount, 0) as discount,
        coalesce(lines.order_rate, line_rate_sums.rate, 0) as rate
    from lines
    left join counted_discounts on lines.order_id = counted_discounts.order_id and lines.allow_discounts
    left join adjustments as counted
        on lines.line_item_id = counted.item_id and counted_discounts.discount_id = counted.discount_id
    left join adjustments as custom on lines.line_item_id = custom.item_id and custom.discount_id is null
    left join line_rate_sums on lines.line_item_id = line_rate_sums.item_id
),

-- The tax in an inclusive price is taken out per piece, and rounded there.
netted as (
    select
        *,
        (unit_price - case when is_inclusive then floor(rate * unit_price / (1 + rate) + 0.5) else 0 end) * quantity as net
    from discounted
),

line_taxes as (
    select
        netted.line_item_id,
        sum(floor((netted.net - netted.discount) * line_rates.rate + 0.5)) as tax,
        sum(floor(netted.net * line_rates.rate + 0.5)) as undiscounted_tax
    from netted
    inner join line_rates on netted.line_item_id = line_rates.item_id
    where netted.order_rate is null
    group by netted.line_item_id
),

goods as (
    select
        netted.order_id,
        sum(case
            when netted.order_rate is not null then floor(netted.net + 0.5)
            when netted.is_inclusive then netted.unit_price * netted.quantity - coalesce(line_taxes.undiscounted_tax, 0)
            else netted.net
        end) as subtotal,
        sum(case
            when netted.order_rate is not null
                then floor((floor(netted.net + 0.5) - floor(netted.discount + 0.5)) * netted.order_rate + 0.5)
            else coalesce(line_taxes.tax, 0)
        end) as tax,
        floor(sum(netted.discount order by netted.line_item_id) + 0.5) as discount,
        sum(netted.quantity) as pieces
    from netted
    left join line_taxes on netted.line_item_id = line_taxes.line_item_id
    group by netted.order_id
),

method_rates as (
    select
        id,
        shipping_method_id,
        rate::text as rate_text
    from {{ ref('stg_shipping_method_tax_line') }}
    where rate >= 0 and rate < 'Infinity'
),

methods as (
    select
        methods.id,
        methods.order_id,
        methods.return_id,
        methods.swap_id,
        methods.claim_order_id,
        methods.price,
        coalesce(methods.includes_tax, false) and '{{ var("v1_tax_inclusive_pricing") }}' <> 'off' as is_inclusive,
        coalesce(sum(method_rates.rate_text::numeric), 0) / 100 as rate,
        coalesce(sum(method_rates.rate_text::float8 / 100 * methods.price order by method_rates.id), 0) as tax_added,
        coalesce(
            sum(
                method_rates.rate_text::float8 / 100 * methods.price / (1 + method_rates.rate_text::float8 / 100)
                order by method_rates.id
            ), 0
        ) as tax_included
    from {{ ref('stg_shipping_method') }} as methods
    left join method_rates on methods.id = method_rates.shipping_method_id
    where coalesce(methods.order_id, methods.return_id) is not null
    group by
        methods.id, methods.order_id, methods.return_id, methods.swap_id, methods.claim_order_id, methods.price, methods.includes_tax
),

shipping as (
    select
        orders.order_id,
        sum(case
            when orders.order_rate is not null then methods.price + floor(methods.price * orders.order_rate + 0.5)
            when methods.is_inclusive then methods.price
            else methods.price + floor(methods.tax_added + 0.5)
        end) as total,
        count(*) as methods
    from methods
    inner join orders on methods.order_id = orders.order_id
    left join free_shipping on orders.order_id = free_shipping.order_id
    where
        methods.return_id is null
        and methods.swap_id is null
        and methods.claim_order_id is null
        and free_shipping.order_id is null
    group by orders.order_id
),

gift_cards as (
    select
        orders.order_id,
        sum(transactions.amount + floor(
            transactions.amount * coalesce(
                case
                    when transactions.is_taxable is null and regions.gift_cards_taxable then regions.tax_rate
                    else transactions.tax_rate
                end::text::float8, 0
            ) / 100 + 0.5
        )) as total
    from {{ ref('stg_gift_card_transaction') }} as transactions
    inner join orders on transactions.order_id = orders.order_id
    left join {{ ref('stg_region') }} as regions on orders.region_id = regions.id
    group by orders.order_id
),

active_swaps as (
    select * from {{ ref('stg_swap') }}
    where confirmed_at is not null and canceled_at is null and deleted_at is null
),

swaps as (
    select
        order_id,
        sum(difference_due) as difference
    from active_swaps
    where
        difference_due > 0
        or (difference_due < 0 and payment_status not in ('difference_refunded', 'refunded', 'partially_refunded'))
    group by order_id
),

-- Goods on their way back for money: v1 will take the way back off the refund, v2 adds it at once.
expected_returns as (
    select
        orders.order_id,
        sum(methods.price::numeric * case
            when orders.order_rate is not null then 1 + orders.order_rate::numeric
            when methods.is_inclusive then 1
            else 1 + methods.rate
        end) as shipping_total
    from {{ ref('stg_return') }} as returns
    left join {{ ref('stg_swap') }} as swaps on returns.swap_id = swaps.id
    left join {{ ref('stg_claim_order') }} as claims on returns.claim_order_id = claims.id
    inner join orders on coalesce(returns.order_id, swaps.order_id, claims.order_id) = orders.order_id
    inner join methods on returns.id = methods.return_id
    where returns.status = 'requested' and claims.id is null and swaps.confirmed_at is null
    group by orders.order_id
),

edited as (
    select
        members.payment_id,
        min(edits.order_id) as order_id
    from {{ ref('stg_payment_collection_payments') }} as members
    inner join {{ ref('stg_order_edit') }} as edits on members.payment_collection_id = edits.payment_collection_id
    group by members.payment_id
),

owned_payments as (
    select
        payments.id,
        payments.amount * units.factor as amount,
        units.factor,
        payments.cart_id,
        payments.captured_at,
        payments.canceled_at,
        coalesce(payments.order_id, swaps.order_id, edited.order_id) as order_id
    from {{ ref('stg_payment') }} as payments
    inner join {{ ref('map_currency_unit') }} as units on lower(trim(payments.currency_code)) = units.code
    left join {{ ref('stg_swap') }} as swaps on payments.swap_id = swaps.id
    left join edited on payments.id = edited.payment_id
),

paid_orders as (
    select distinct order_id
    from {{ ref('stg_payment') }}
    where order_id is not null and canceled_at is null
),

-- A payment that knows only its cart is that of the cart's order, unless another one paid for it.
unpaid_carts as (
    select
        orders.cart_id,
        orders.order_id
    from orders
    left join paid_orders on orders.order_id = paid_orders.order_id
    where paid_orders.order_id is null
),

payments as (
    select
        owned_payments.*,
        coalesce(owned_payments.order_id, unpaid_carts.order_id) as paid_order_id
    from owned_payments
    left join unpaid_carts
        on
            owned_payments.order_id is null
            and owned_payments.canceled_at is null
            and owned_payments.cart_id = unpaid_carts.cart_id
),

captures as (
    select
        paid_order_id as order_id,
        sum(amount) filter (where captured_at is not null and canceled_at is null) as captured,
        min(factor) as factor,
        min(factor) <> max(factor) as is_mixed
    from payments
    group by paid_order_id
),

refunds as (
    select
        orders.order_id,
        sum(refunds.amount) as units,
        sum(refunds.amount * coalesce(payments.factor, captures.factor, orders.factor)) as amount,
        -- Of a payment in v2; what is not is in the order's balance only.
        sum(refunds.amount * coalesce(payments.factor, captures.factor))
        filter (where refunds.amount > 0 and captures.order_id is not null) as refunded
    from {{ ref('stg_refund') }} as refunds
    left join payments
        on refunds.payment_id = payments.id and coalesce(refunds.order_id, payments.paid_order_id) = payments.paid_order_id
    inner join orders on coalesce(refunds.order_id, payments.paid_order_id) = orders.order_id
    left join captures on orders.order_id = captures.order_id
    group by orders.order_id
),

summed as (
    select
        orders.order_id,
        orders.display_id,
        orders.currency_code,
        orders.factor,
        coalesce(goods.pieces, 0)::numeric as pieces,
        coalesce(shipping.methods, 0) as methods,
        (
            coalesce(goods.subtotal + goods.tax - goods.discount, 0) + coalesce(shipping.total, 0)
        )::numeric - coalesce(gift_cards.total, 0)::numeric as total,
        coalesce(gift_cards.total, 0)::numeric as gift_card_total,
        coalesce(refunds.units, 0) as refunded_units,
        coalesce(swaps.difference, 0) as swap_difference,
        coalesce(expected_returns.shipping_total, 0) as expected_shipping_total,
        coalesce(captures.captured, 0) as captured,
        coalesce(captures.is_mixed, false) as is_mixed,
        coalesce(refunds.refunded, 0) as refunded,
        coalesce(captures.captured, 0) - coalesce(refunds.amount, 0) as paid
    from orders
    left join goods on orders.order_id = goods.order_id
    left join shipping on orders.order_id = shipping.order_id
    left join gift_cards on orders.order_id = gift_cards.order_id
    left join refunds on orders.order_id = refunds.order_id
    left join swaps on orders.order_id = swaps.order_id
    left join expected_returns on orders.order_id = expected_returns.order_id
    left join captures on orders.order_id = captures.order_id
),

final as (
    select
        order_id,
        display_id,
        currency_code,
        factor,
        pieces,
        methods,
        total * factor as total,
        gift_card_total * factor as gift_card_total,
        -- What v2 has to ask so that, less what was paid, that is open which v1 left open.
        (total - refunded_units + swap_difference + expected_shipping_total) * factor as expected_total,
        captured,
        is_mixed,
        refunded,
        paid
    from summed
)

select * from final
