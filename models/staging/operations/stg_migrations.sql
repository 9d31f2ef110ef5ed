select
    {{ known_columns('migrations') }},
    id::text as v1_id
from {{ source('medusa_v1', 'migrations') }}
