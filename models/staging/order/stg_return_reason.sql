select
    {{ known_columns('return_reason') }},
    id as v1_id
from {{ source('medusa_v1', 'return_reason') }}
