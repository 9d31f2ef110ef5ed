select
    {{ known_columns('tax_rate') }},
    id as v1_id
from {{ source('medusa_v1', 'tax_rate') }}
