-- Must never happen: a customer with two default addresses of a kind, or a deleted address that is one (v2's unique index counts it).
select customer_id
from {{ ref('v2_customer_address') }}
group by customer_id
having
    count(*) filter (where is_default_billing) > 1
    or count(*) filter (where is_default_shipping) > 1
    or bool_or(deleted_at is not null and (is_default_billing or is_default_shipping))
