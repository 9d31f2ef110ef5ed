select
    {{ known_columns('swap') }},
    id as v1_id
from {{ source('medusa_v1', 'swap') }}
