with images as (
    select * from {{ ref('v2_image') }}
),

matched as (
    select * from {{ ref('int_product_image__matched') }}
    where is_kept
),

ordered as (
    select count(*) as products
    from images
    where deleted_at is null and rank = 1
),

final as (
    select
        'info' as severity,
        'image_order_guessed' as rule,
        'product_images' as v1_table,
        null as v1_id,
        products || ' products have several images' as detail
    from ordered
    where products > 0
    union all
    select
        'info' as severity,
        'image_copied' as rule,
        'image' as v1_table,
        image_id as v1_id,
        'for product ' || product_id as detail
    from matched
    where v2_id <> image_id
    union all
    select
        'changed' as severity,
        'url_rewritten' as rule,
        'product_images' as v1_table,
        matched.v1_id,
        matched.url || ' -> ' || images.url as detail
    from matched
    inner join images on matched.v2_id = images.id
    where images.url <> matched.url
    union all
    select
        'changed' as severity,
        'url_rewritten' as rule,
        'product' as v1_table,
        v1.v1_id,
        v1.thumbnail || ' -> ' || products.thumbnail as detail
    from {{ ref('v2_product') }} as products
    inner join {{ ref('stg_product') }} as v1 on products.id = v1.id
    where products.thumbnail <> v1.thumbnail
    union all
    select
        'changed' as severity,
        'url_rewritten' as rule,
        'inventory_item' as v1_table,
        v1.v1_id,
        v1.thumbnail || ' -> ' || items.thumbnail as detail
    from {{ ref('v2_inventory_item') }} as items
    inner join {{ ref('stg_inventory_item') }} as v1 on items.id = v1.id
    where items.thumbnail <> v1.thumbnail
)

select * from final
