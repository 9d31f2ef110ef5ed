select
    {{ known_columns('inventory_level') }},
    id as v1_id
from {{ source('medusa_v1', 'inventory_level') }}
