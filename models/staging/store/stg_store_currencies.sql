select
    {{ known_columns('store_currencies') }},
    concat(store_id, ':', currency_code) as v1_id
from {{ source('medusa_v1', 'store_currencies') }}
