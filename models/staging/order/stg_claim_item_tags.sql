select
    {{ known_columns('claim_item_tags') }},
    concat(item_id, ':', tag_id) as v1_id
from {{ source('medusa_v1', 'claim_item_tags') }}
