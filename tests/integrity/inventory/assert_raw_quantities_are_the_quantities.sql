-- Must never happen: a raw_ twin that is missing or says something else; v2 reads the twin, and takes a level without
-- for sold out.
select id
from {{ ref('v2_inventory_level') }}
where
    (raw_stocked_quantity ->> 'value')::numeric is distinct from stocked_quantity
    or (raw_reserved_quantity ->> 'value')::numeric is distinct from reserved_quantity
    or (raw_incoming_quantity ->> 'value')::numeric is distinct from incoming_quantity
union all
select id
from {{ ref('v2_reservation_item') }}
where (raw_quantity ->> 'value')::numeric is distinct from quantity
