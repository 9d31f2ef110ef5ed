select
    {{ known_columns('fulfillment') }},
    id as v1_id
from {{ source('medusa_v1', 'fulfillment') }}
