select
    {{ known_columns('staged_job') }},
    id as v1_id
from {{ source('medusa_v1', 'staged_job') }}
