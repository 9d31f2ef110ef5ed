select
    {{ known_columns('reservation_item') }},
    id as v1_id
from {{ source('medusa_v1', 'reservation_item') }}
