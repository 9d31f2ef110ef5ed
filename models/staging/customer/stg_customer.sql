with records as (
    select {{ known_columns('customer') }} from {{ source('medusa_v1', 'customer') }}
)

select
    records.*,
    passwords.password_hash as v1_password_hash,
    records.id as v1_id
from records
left join {{ source('migration', 'v1_password') }} as passwords
    on records.id = passwords.v1_id and passwords.v1_table = 'customer'
