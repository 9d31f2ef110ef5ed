select
    {{ known_columns('payment_provider') }},
    id as v1_id
from {{ source('medusa_v1', 'payment_provider') }}
