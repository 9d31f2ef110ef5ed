select
    {{ known_columns('order_discounts') }},
    concat(order_id, ':', discount_id) as v1_id
from {{ source('medusa_v1', 'order_discounts') }}
