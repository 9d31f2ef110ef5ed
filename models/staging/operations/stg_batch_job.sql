select
    {{ known_columns('batch_job') }},
    id as v1_id
from {{ source('medusa_v1', 'batch_job') }}
