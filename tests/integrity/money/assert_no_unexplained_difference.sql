-- Must never happen: a migrated order whose live rows come to other money than v1's own rows, without a reason.
-- depends_on: {{ ref('rpt_money') }}
select
    order_id,
    display_id,
    currency_code,
    differs_in,
    difference,
    v1_total,
    v2_ordered_total,
    expected_total,
    v2_total
from {{ ref('rpt_order_money') }}
where differs_in is not null and explanation is null
order by abs(difference) desc, order_id
