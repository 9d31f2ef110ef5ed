select
    {{ known_columns('discount_regions') }},
    concat(discount_id, ':', region_id) as v1_id
from {{ source('medusa_v1', 'discount_regions') }}
