{#- Every total v1's calculator gives for an order, in v1's integers: what the customer was asked to pay. -#}
with orders as (
    select * from {{ ref('int_order__gathered') }}
),

currency_units as (
    select * from {{ ref('currency_units') }}
),

lines as (
    select
        order_id,
        sum(v1_subtotal) as subtotal,
        sum(v1_tax) as tax_total,
        floor(sum(v1_discount) + 0.5) as discount_total,
        sum(v2_total) as v2_total
    from {{ ref('int_line_item__owned') }}
    where role in ('order', 'draft')
    group by order_id
),

shipping as (
    select
        order_id,
        sum(v1_subtotal) as subtotal,
        sum(v1_tax) as tax_total,
        sum(v2_total) as v2_total
    from {{ ref('int_shipping_method__owned') }}
    where role in ('order', 'draft')
    group by order_id
),

gift_cards as (
    select
        order_id,
        sum(amount) as amount,
        sum(tax_amount) as tax_amount
    from {{ ref('int_gift_card_transaction__taxed') }}
    group by order_id
),

payments as (
    select
        order_id,
        sum(amount) as amount
    from {{ ref('stg_payment') }}
    where order_id is not null
    group by order_id
),

-- v1 leaves the order out of a refund where the payment did not know its order yet.
refunds as (
    select
        coalesce(refunds.order_id, payments.order_id) as order_id,
        sum(refunds.amount) as amount
    from {{ ref('stg_refund') }} as refunds
    left join {{ ref('stg_payment') }} as payments on refunds.payment_id = payments.id
    group by coalesce(refunds.order_id, payments.order_id)
),

summed as (
    select
        orders.order_id,
        orders.v1_table,
        orders.factor,
        -- v2's smallest unit is larger than v1's in some currencies.
        greatest(1, 10::numeric ^ -coalesce(currency_units.v2_digits, 2) / orders.factor) as v2_unit,
        coalesce(lines.subtotal, 0)::numeric as subtotal,
        coalesce(shipping.subtotal, 0)::numeric as shipping_total,
        coalesce(lines.discount_total, 0)::numeric as discount_total,
        (coalesce(lines.tax_total, 0) + coalesce(shipping.tax_total, 0))::numeric as full_tax_total,
        coalesce(gift_cards.amount, 0) as gift_card_total,
        coalesce(gift_cards.tax_amount, 0) as gift_card_tax_total,
        coalesce(payments.amount, 0)::numeric as paid_total,
        coalesce(refunds.amount, 0)::numeric as refunded_total,
        coalesce(lines.v2_total, 0) + coalesce(shipping.v2_total, 0) as v2_gross
    from orders
    left join currency_units on orders.currency_code = currency_units.code
    left join lines on orders.order_id = lines.order_id
    left join shipping on orders.order_id = shipping.order_id
    left join gift_cards on orders.order_id = gift_cards.order_id
    left join payments on orders.order_id = payments.order_id
    left join refunds on orders.order_id = refunds.order_id
),

final as (
    select
        order_id,
        v1_table,
        factor,
        subtotal,
        shipping_total,
        discount_total,
        full_tax_total - gift_card_tax_total as tax_total,
        gift_card_total,
        gift_card_tax_total,
        subtotal + shipping_total + full_tax_total - gift_card_tax_total - gift_card_total - discount_total as total,
        -- v2 takes no notice of credit lines that sum up to one unit: int_line_item__rounded carries those.
        case
            when gift_card_total + gift_card_tax_total > v2_unit or '{{ var("order_rounding_mode") }}' = 'off'
                then gift_card_total + gift_card_tax_total
            else 0
        end as gift_card_credit,
        paid_total,
        refunded_total,
        v2_gross
    from summed
)

select * from final
