select
    {{ known_columns('product_option') }},
    id as v1_id
from {{ source('medusa_v1', 'product_option') }}
