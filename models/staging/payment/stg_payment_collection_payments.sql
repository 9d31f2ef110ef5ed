select
    {{ known_columns('payment_collection_payments') }},
    concat(payment_collection_id, ':', payment_id) as v1_id
from {{ source('medusa_v1', 'payment_collection_payments') }}
