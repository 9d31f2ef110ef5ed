select
    {{ known_columns('order_gift_cards') }},
    concat(order_id, ':', gift_card_id) as v1_id
from {{ source('medusa_v1', 'order_gift_cards') }}
