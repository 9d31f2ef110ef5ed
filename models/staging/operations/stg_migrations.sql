select
    *,
    id::text as v1_id
from {{ source('medusa_v1', 'migrations') }}
