select
    {{ known_columns('return') }},
    id as v1_id
from {{ source('medusa_v1', 'return') }}
