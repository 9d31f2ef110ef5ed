select
    {{ known_columns('return_item') }},
    return_id || ':' || item_id as v1_id
from {{ source('medusa_v1', 'return_item') }}
