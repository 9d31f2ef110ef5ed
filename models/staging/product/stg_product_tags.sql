select
    {{ known_columns('product_tags') }},
    concat(product_id, ':', product_tag_id) as v1_id
from {{ source('medusa_v1', 'product_tags') }}
