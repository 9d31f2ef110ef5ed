select
    {{ known_columns('shipping_profile') }},
    id as v1_id
from {{ source('medusa_v1', 'shipping_profile') }}
