select
    {{ known_columns('money_amount') }},
    id as v1_id
from {{ source('medusa_v1', 'money_amount') }}
