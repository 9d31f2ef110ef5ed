select
    {{ known_columns('discount_rule_products') }},
    concat(discount_rule_id, ':', product_id) as v1_id
from {{ source('medusa_v1', 'discount_rule_products') }}
