select
    {{ known_columns('sales_channel_location') }},
    id as v1_id
from {{ source('medusa_v1', 'sales_channel_location') }}
