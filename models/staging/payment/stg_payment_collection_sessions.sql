select
    {{ known_columns('payment_collection_sessions') }},
    concat(payment_collection_id, ':', payment_session_id) as v1_id
from {{ source('medusa_v1', 'payment_collection_sessions') }}
