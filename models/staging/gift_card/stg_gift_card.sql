select
    {{ known_columns('gift_card') }},
    id as v1_id
from {{ source('medusa_v1', 'gift_card') }}
