select
    {{ known_columns('custom_shipping_option') }},
    id as v1_id
from {{ source('medusa_v1', 'custom_shipping_option') }}
