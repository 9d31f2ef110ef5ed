-- Must never happen: v2 calculates with another number than it displays.
select id
from {{ ref('v2_price') }}
where
    (raw_amount ->> 'value')::numeric is distinct from amount
    or (raw_min_quantity ->> 'value')::numeric is distinct from min_quantity
    or (raw_max_quantity ->> 'value')::numeric is distinct from max_quantity
    or currency_code <> lower(trim(currency_code))
