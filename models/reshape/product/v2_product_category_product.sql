with products as (
    select * from {{ ref('v2_product') }}
),

categories as (
    select * from {{ ref('v2_product_category') }}
),

final as (
    select distinct on (links.product_id, links.product_category_id)
        links.product_id,
        links.product_category_id,
        'product_category_product' as v1_table,
        links.v1_id
    from {{ ref('stg_product_category_product') }} as links
    inner join products on links.product_id = products.id
    inner join categories on links.product_category_id = categories.id
    order by links.product_id, links.product_category_id, links.v1_id
)

select * from final
