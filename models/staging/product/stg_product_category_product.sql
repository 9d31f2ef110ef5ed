select
    {{ known_columns('product_category_product') }},
    product_category_id || ':' || product_id as v1_id
from {{ source('medusa_v1', 'product_category_product') }}
