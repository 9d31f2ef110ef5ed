select
    {{ known_columns('product_variant_money_amount') }},
    id as v1_id
from {{ source('medusa_v1', 'product_variant_money_amount') }}
