select
    {{ known_columns('cart_gift_cards') }},
    concat(cart_id, ':', gift_card_id) as v1_id
from {{ source('medusa_v1', 'cart_gift_cards') }}
