select
    {{ known_columns('product_sales_channel') }},
    concat(product_id, ':', sales_channel_id) as v1_id
from {{ source('medusa_v1', 'product_sales_channel') }}
