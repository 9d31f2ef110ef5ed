select
    {{ known_columns('oauth') }},
    id as v1_id
from {{ source('medusa_v1', 'oauth') }}
