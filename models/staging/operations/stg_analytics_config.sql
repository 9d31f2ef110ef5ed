select
    {{ known_columns('analytics_config') }},
    id as v1_id
from {{ source('medusa_v1', 'analytics_config') }}
