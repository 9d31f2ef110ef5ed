select
    {{ known_columns('currency') }},
    coalesce(includes_tax, false) and '{{ var("v1_tax_inclusive_pricing") }}' <> 'off' as is_tax_inclusive,
    code as v1_id
from {{ source('medusa_v1', 'currency') }}
