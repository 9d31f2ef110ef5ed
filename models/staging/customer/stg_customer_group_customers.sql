select
    {{ known_columns('customer_group_customers') }},
    concat(customer_group_id, ':', customer_id) as v1_id
from {{ source('medusa_v1', 'customer_group_customers') }}
