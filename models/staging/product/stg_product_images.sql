select
    {{ known_columns('product_images') }},
    concat(product_id, ':', image_id) as v1_id
from {{ source('medusa_v1', 'product_images') }}
