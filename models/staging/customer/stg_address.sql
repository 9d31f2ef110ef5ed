select
    {{ known_columns('address') }},
    id as v1_id
from {{ source('medusa_v1', 'address') }}
