select
    {{ known_columns('price_list') }},
    coalesce(includes_tax, false) and '{{ var("v1_tax_inclusive_pricing") }}' <> 'off' as is_tax_inclusive,
    id as v1_id
from {{ source('medusa_v1', 'price_list') }}
