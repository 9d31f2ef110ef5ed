select
    {{ known_columns('order_edit') }},
    id as v1_id
from {{ source('medusa_v1', 'order_edit') }}
