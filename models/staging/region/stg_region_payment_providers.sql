select
    {{ known_columns('region_payment_providers') }},
    concat(region_id, ':', provider_id) as v1_id
from {{ source('medusa_v1', 'region_payment_providers') }}
