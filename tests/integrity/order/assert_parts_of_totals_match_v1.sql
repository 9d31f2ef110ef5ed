-- Must never happen: discount, shipping or tax of an order further from v1's than rounding explains: half a
-- unit per line or method, and what one line carries to make the totals equal. Not where an inclusive shipping
-- price has several rates: v1 takes out each as if it were alone, so that only its total is right.
with methods_of_several_rates as (
    select
        order_shipping.order_id,
        methods.id as method_id
    from {{ ref('v2_order_shipping') }} as order_shipping
    inner join {{ ref('v2_order_shipping_method') }} as methods on order_shipping.shipping_method_id = methods.id
    inner join {{ ref('v2_order_shipping_method_tax_line') }} as tax_lines on methods.id = tax_lines.shipping_method_id
    where methods.is_tax_inclusive
    group by order_shipping.order_id, methods.id
    having count(*) > 1
),

taken_out_one_by_one as (
    select distinct order_id from methods_of_several_rates
)

select
    v2_totals.order_id,
    v1_totals.discount_total * v1_totals.factor as v1_discount,
    v2_totals.own_discount_subtotal as v2_discount,
    v1_totals.shipping_total * v1_totals.factor as v1_shipping,
    v2_totals.own_shipping_subtotal as v2_shipping,
    (v1_totals.tax_total + v1_totals.gift_card_tax_total) * v1_totals.factor as v1_tax,
    v2_totals.own_tax_total as v2_tax
from {{ ref('int_order__v2_totals') }} as v2_totals
inner join {{ ref('int_order__v1_totals') }} as v1_totals on v2_totals.order_id = v1_totals.order_id
left join {{ ref('int_line_item__rounded') }} as rounded on v2_totals.order_id = rounded.order_id
left join taken_out_one_by_one on v2_totals.order_id = taken_out_one_by_one.order_id
where
    v1_totals.v1_table = 'order'
    and taken_out_one_by_one.order_id is null
    and (
        abs(v1_totals.discount_total * v1_totals.factor - v2_totals.own_discount_subtotal)
        > (1 + abs(coalesce(rounded.rho, 0))) * v1_totals.factor
        or abs(v1_totals.shipping_total * v1_totals.factor - v2_totals.own_shipping_subtotal)
        > (1 + v2_totals.own_methods) * v1_totals.factor
        or abs((v1_totals.tax_total + v1_totals.gift_card_tax_total) * v1_totals.factor - v2_totals.own_tax_total)
        -- v1 rounds the tax of an inclusive price per piece.
        > (1 + v2_totals.own_methods + v2_totals.own_pieces + abs(coalesce(rounded.rho, 0))) * v1_totals.factor
    )
