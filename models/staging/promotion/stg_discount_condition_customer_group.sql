select
    {{ known_columns('discount_condition_customer_group') }},
    concat(customer_group_id, ':', condition_id) as v1_id
from {{ source('medusa_v1', 'discount_condition_customer_group') }}
