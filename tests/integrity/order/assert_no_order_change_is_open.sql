-- Must never happen: an order with a change that is still to be decided: v2 refuses every other action on it.
select id
from {{ ref('v2_order_change') }}
where status in ('pending', 'requested')
