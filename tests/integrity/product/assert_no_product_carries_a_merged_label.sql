-- Must never happen: a product with a tag or type that was merged into another one and is deleted.
with merged as (
    select v1_id from {{ ref('map_product_tag') }}
    where v1_id <> v2_id
    union all
    select v1_id from {{ ref('map_product_type') }}
    where v1_id <> v2_id
),

carried as (
    select product_id, product_tag_id as label_id from {{ ref('v2_product_tags') }}
    union all
    select id as product_id, type_id as label_id from {{ ref('v2_product') }}
)

select carried.product_id
from carried
inner join merged on carried.label_id = merged.v1_id
