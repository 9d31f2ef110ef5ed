select
    {{ known_columns('product') }},
    id as v1_id
from {{ source('medusa_v1', 'product') }}
