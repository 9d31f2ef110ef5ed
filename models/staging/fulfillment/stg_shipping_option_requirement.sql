select
    {{ known_columns('shipping_option_requirement') }},
    id as v1_id
from {{ source('medusa_v1', 'shipping_option_requirement') }}
