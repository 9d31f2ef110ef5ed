select
    {{ known_columns('customer_group') }},
    id as v1_id
from {{ source('medusa_v1', 'customer_group') }}
