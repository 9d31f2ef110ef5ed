select
    {{ known_columns('invite') }},
    id as v1_id
from {{ source('medusa_v1', 'invite') }}
