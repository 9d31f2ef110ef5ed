select
    {{ known_columns('discount_condition_product') }},
    concat(product_id, ':', condition_id) as v1_id
from {{ source('medusa_v1', 'discount_condition_product') }}
