-- Must never happen: a shopper pays another price in v2 than in v1, and no finding says so.
select
    variant_id,
    region_id,
    quantity,
    at_time,
    customer_groups,
    v1_amount,
    v2_amount
from {{ ref('int_price__compared') }}
where cause is null
