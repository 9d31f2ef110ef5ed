select
    {{ known_columns('discount_condition') }},
    id as v1_id
from {{ source('medusa_v1', 'discount_condition') }}
