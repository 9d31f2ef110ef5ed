select
    {{ known_columns('note') }},
    id as v1_id
from {{ source('medusa_v1', 'note') }}
