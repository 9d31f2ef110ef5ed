select
    {{ known_columns('line_item') }},
    coalesce(includes_tax, false) and '{{ var("v1_tax_inclusive_pricing") }}' <> 'off' as is_tax_inclusive,
    id as v1_id
from {{ source('medusa_v1', 'line_item') }}
