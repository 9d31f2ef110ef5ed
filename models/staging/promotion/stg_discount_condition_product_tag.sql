select
    {{ known_columns('discount_condition_product_tag') }},
    concat(product_tag_id, ':', condition_id) as v1_id
from {{ source('medusa_v1', 'discount_condition_product_tag') }}
