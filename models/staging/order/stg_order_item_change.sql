select
    {{ known_columns('order_item_change') }},
    id as v1_id
from {{ source('medusa_v1', 'order_item_change') }}
