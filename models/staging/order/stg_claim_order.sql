select
    {{ known_columns('claim_order') }},
    id as v1_id
from {{ source('medusa_v1', 'claim_order') }}
