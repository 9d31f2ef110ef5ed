select
    {{ known_columns('idempotency_key') }},
    id as v1_id
from {{ source('medusa_v1', 'idempotency_key') }}
