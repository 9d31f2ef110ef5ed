select
    {{ known_columns('cart') }},
    id as v1_id
from {{ source('medusa_v1', 'cart') }}
