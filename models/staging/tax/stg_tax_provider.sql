select
    {{ known_columns('tax_provider') }},
    id as v1_id
from {{ source('medusa_v1', 'tax_provider') }}
