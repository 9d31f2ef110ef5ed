select
    {{ known_columns('notification_provider') }},
    id as v1_id
from {{ source('medusa_v1', 'notification_provider') }}
