select
    *,
    discount_rule_id || ':' || product_id as v1_id
from {{ source('medusa_v1', 'discount_rule_products') }}
