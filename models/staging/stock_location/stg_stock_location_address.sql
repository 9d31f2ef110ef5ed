select
    {{ known_columns('stock_location_address') }},
    id as v1_id
from {{ source('medusa_v1', 'stock_location_address') }}
