select
    {{ known_columns('tracking_link') }},
    id as v1_id
from {{ source('medusa_v1', 'tracking_link') }}
