select
    {{ known_columns('product_tag') }},
    id as v1_id
from {{ source('medusa_v1', 'product_tag') }}
