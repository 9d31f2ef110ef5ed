select
    {{ known_columns('image') }},
    id as v1_id
from {{ source('medusa_v1', 'image') }}
