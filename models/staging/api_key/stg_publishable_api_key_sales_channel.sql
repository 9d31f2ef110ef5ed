select
    {{ known_columns('publishable_api_key_sales_channel') }},
    concat(sales_channel_id, ':', publishable_key_id) as v1_id
from {{ source('medusa_v1', 'publishable_api_key_sales_channel') }}
