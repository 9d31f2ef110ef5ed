select
    {{ known_columns('product_option_value') }},
    id as v1_id
from {{ source('medusa_v1', 'product_option_value') }}
