select
    {{ known_columns('notification') }},
    id as v1_id
from {{ source('medusa_v1', 'notification') }}
