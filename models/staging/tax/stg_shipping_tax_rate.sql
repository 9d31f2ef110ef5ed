select
    {{ known_columns('shipping_tax_rate') }},
    concat(shipping_option_id, ':', rate_id) as v1_id
from {{ source('medusa_v1', 'shipping_tax_rate') }}
