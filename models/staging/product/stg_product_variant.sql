select
    {{ known_columns('product_variant') }},
    id as v1_id
from {{ source('medusa_v1', 'product_variant') }}
