select
    {{ known_columns('refund') }},
    id as v1_id
from {{ source('medusa_v1', 'refund') }}
