select
    {{ known_columns('cart_discounts') }},
    concat(cart_id, ':', discount_id) as v1_id
from {{ source('medusa_v1', 'cart_discounts') }}
