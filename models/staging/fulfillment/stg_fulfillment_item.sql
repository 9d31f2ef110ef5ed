select
    {{ known_columns('fulfillment_item') }},
    concat(fulfillment_id, ':', item_id) as v1_id
from {{ source('medusa_v1', 'fulfillment_item') }}
