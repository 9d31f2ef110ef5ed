select
    {{ known_columns('product_type_tax_rate') }},
    concat(product_type_id, ':', rate_id) as v1_id
from {{ source('medusa_v1', 'product_type_tax_rate') }}
