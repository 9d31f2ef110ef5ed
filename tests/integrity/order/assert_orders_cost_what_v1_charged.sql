-- Must never happen: an order that v2 adds up to another total than v1 did, half a unit being v1's own
-- rounding. Without lines there is nothing that could carry a difference.
select
    v2_totals.order_id,
    v1_totals.total * v1_totals.factor as v1_total,
    v2_totals.own_total as v2_total
from {{ ref('int_order__v2_totals') }} as v2_totals
inner join {{ ref('int_order__v1_totals') }} as v1_totals on v2_totals.order_id = v1_totals.order_id
where
    v1_totals.v1_table = 'order'
    and '{{ var("order_rounding_mode") }}' <> 'off'
    and v2_totals.own_lines > 0
    and abs(v1_totals.total * v1_totals.factor - v2_totals.own_total)
    > case '{{ var("order_rounding_mode") }}' when 'exact' then 0.000001 else 0.5 end * v1_totals.factor
