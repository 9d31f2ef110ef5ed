select
    {{ known_columns('discount') }},
    id as v1_id
from {{ source('medusa_v1', 'discount') }}
