select
    {{ known_columns('return_item') }},
    concat(return_id, ':', item_id) as v1_id
from {{ source('medusa_v1', 'return_item') }}
