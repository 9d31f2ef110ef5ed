select
    {{ known_columns('order') }},
    id as v1_id
from {{ source('medusa_v1', 'order') }}
