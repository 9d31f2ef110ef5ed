-- The table has no primary key: a pair may be there twice.
select
    {{ known_columns('product_category_product') }},
    concat(product_category_id, ':', product_id)
    || case when row_number() over repeated > 1 then '#' || row_number() over repeated else '' end as v1_id
from {{ source('medusa_v1', 'product_category_product') }}
window repeated as (partition by product_category_id, product_id)
