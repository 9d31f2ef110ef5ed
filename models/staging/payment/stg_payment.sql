select
    {{ known_columns('payment') }},
    id as v1_id
from {{ source('medusa_v1', 'payment') }}
