select
    {{ known_columns('claim_item') }},
    id as v1_id
from {{ source('medusa_v1', 'claim_item') }}
