select
    {{ known_columns('price_list_customer_groups') }},
    concat(price_list_id, ':', customer_group_id) as v1_id
from {{ source('medusa_v1', 'price_list_customer_groups') }}
