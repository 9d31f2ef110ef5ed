select
    {{ known_columns('discount_rule') }},
    id as v1_id
from {{ source('medusa_v1', 'discount_rule') }}
