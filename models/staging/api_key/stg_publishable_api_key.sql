select
    {{ known_columns('publishable_api_key') }},
    id as v1_id
from {{ source('medusa_v1', 'publishable_api_key') }}
