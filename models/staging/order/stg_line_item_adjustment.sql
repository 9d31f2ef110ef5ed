select
    {{ known_columns('line_item_adjustment') }},
    id as v1_id
from {{ source('medusa_v1', 'line_item_adjustment') }}
