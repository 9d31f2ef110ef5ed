with products as (
    select * from {{ ref('v2_product') }}
),

tags as (
    select * from {{ ref('map_product_tag') }}
),

final as (
    select distinct on (links.product_id, tags.v2_id)
        links.product_id,
        tags.v2_id as product_tag_id,
        'product_tags' as v1_table,
        links.v1_id
    from {{ ref('stg_product_tags') }} as links
    inner join products on links.product_id = products.id
    inner join tags on links.product_tag_id = tags.v1_id
    order by links.product_id asc, tags.v2_id asc, links.product_tag_id = tags.v2_id desc, links.product_tag_id asc
)

select * from final
