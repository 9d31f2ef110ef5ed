select
    {{ known_columns('stock_location') }},
    id as v1_id
from {{ source('medusa_v1', 'stock_location') }}
