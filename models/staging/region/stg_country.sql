select
    {{ known_columns('country') }},
    id::text as v1_id
from {{ source('medusa_v1', 'country') }}
