select
    {{ known_columns('product_category') }},
    id as v1_id
from {{ source('medusa_v1', 'product_category') }}
