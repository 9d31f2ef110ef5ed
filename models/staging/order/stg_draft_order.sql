select
    {{ known_columns('draft_order') }},
    id as v1_id
from {{ source('medusa_v1', 'draft_order') }}
