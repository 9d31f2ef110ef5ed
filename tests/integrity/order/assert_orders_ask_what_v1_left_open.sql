-- Must never happen: an order of which v2 asks more or less than v1 left open after refunds, returns,
-- exchanges and claims; v2 itself takes one unit for nothing.
select
    v2_totals.order_id,
    settlements.target_total * settlements.factor as expected_total,
    v2_totals.total as v2_total
from {{ ref('int_order__v2_totals') }} as v2_totals
inner join {{ ref('int_order__settlement') }} as settlements on v2_totals.order_id = settlements.order_id
where
    {{ var('settle_historic_differences') }}
    and settlements.v1_table = 'order'
    and abs(settlements.target_total * settlements.factor - v2_totals.total) > 1.000001 * settlements.factor
