select
    {{ known_columns('store') }},
    id as v1_id
from {{ source('medusa_v1', 'store') }}
