-- The table has no primary key: a pair may be there twice.
select
    {{ known_columns('product_shipping_profile') }},
    concat(profile_id, ':', product_id)
    || case when row_number() over repeated > 1 then '#' || row_number() over repeated else '' end as v1_id
from {{ source('medusa_v1', 'product_shipping_profile') }}
window repeated as (partition by profile_id, product_id)
