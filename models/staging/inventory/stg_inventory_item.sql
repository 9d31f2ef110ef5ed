select
    {{ known_columns('inventory_item') }},
    id as v1_id
from {{ source('medusa_v1', 'inventory_item') }}
