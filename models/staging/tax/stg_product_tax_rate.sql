select
    {{ known_columns('product_tax_rate') }},
    concat(product_id, ':', rate_id) as v1_id
from {{ source('medusa_v1', 'product_tax_rate') }}
