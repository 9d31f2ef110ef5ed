{#- v1 rounds the tax of every line, v2 never rounds. Where the whole order comes out half a unit or more
    apart, one line carries the difference as a discount, so that v2 asks what v1 asked. Why a discount: v2
    takes no notice of tax lines on inclusive prices nor of credit lines below one unit, and another rate or
    price would falsify the document. A gift card of one unit is such a credit line: it goes the same way. -#}
with totals as (
    select
        order_id,
        total + gift_card_credit - v2_gross as rho
    from {{ ref('int_order__v1_totals') }}
    where v1_table = 'order'
),

differing as (
    select * from totals
    where
        case '{{ var("order_rounding_mode") }}'
            when 'minor_unit' then abs(rho) >= 0.49
            when 'exact' then rho <> 0
            else false
        end
),

carriers as (
    select distinct on (lines.order_id)
        lines.*,
        differing.rho
    from differing
    inner join {{ ref('int_line_item__owned') }} as lines on differing.order_id = lines.order_id
    where lines.role = 'order'
    order by lines.order_id asc, lines.discount desc, lines.unit_price * lines.quantity desc, lines.line_item_id
),

largest_adjustments as (
    select distinct on (carriers.line_item_id)
        carriers.line_item_id,
        adjustments.id,
        adjustments.amount
    from carriers
    inner join {{ ref('stg_line_item_adjustment') }} as adjustments on carriers.line_item_id = adjustments.item_id
    where
        (adjustments.discount_id is null or adjustments.discount_id = carriers.discount_id)
        and adjustments.amount > '-Infinity' and adjustments.amount < 'Infinity'
    order by carriers.line_item_id asc, adjustments.amount desc, adjustments.id asc
),

final as (
    select
        carriers.line_item_id,
        carriers.order_id,
        largest_adjustments.id as line_item_adjustment_id,
        trim_scale(largest_adjustments.amount * carriers.factor) as original_amount,
        carriers.rho,
        trim_scale((-carriers.rho * carriers.factor / (1 + carriers.tax_rate * 0.01))::numeric(38, 18)) as amount
    from carriers
    left join largest_adjustments on carriers.line_item_id = largest_adjustments.line_item_id
)

select * from final
