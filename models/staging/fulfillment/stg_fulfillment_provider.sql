select
    {{ known_columns('fulfillment_provider') }},
    id as v1_id
from {{ source('medusa_v1', 'fulfillment_provider') }}
