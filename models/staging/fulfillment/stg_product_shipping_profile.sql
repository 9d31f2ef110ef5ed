select
    {{ known_columns('product_shipping_profile') }},
    profile_id || ':' || product_id as v1_id
from {{ source('medusa_v1', 'product_shipping_profile') }}
