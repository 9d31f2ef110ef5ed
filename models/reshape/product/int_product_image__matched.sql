{#- v1's product images, one row per product and image, with the id v2 gives them: v2's image belongs to
    one product, so the first product keeps v1's image and further ones get copies. Same address and
    metadata twice under one product is one image (is_kept). -#}
with products as (
    select * from {{ ref('v2_product') }}
),

v1_products as (
    select * from {{ ref('stg_product') }}
),

images as (
    select * from {{ ref('stg_image') }}
),

attached as (
    select
        links.v1_id,
        links.product_id,
        images.id as image_id,
        images.url,
        images.metadata,
        {{ kept_v1(custom='images.v1_custom') }} as kept,
        images.created_at,
        images.updated_at,
        coalesce(images.deleted_at, products.deleted_at) as deleted_at,
        products.created_at as product_created_at,
        images.url = v1_products.thumbnail as is_thumbnail
    from {{ ref('stg_product_images') }} as links
    inner join products on links.product_id = products.id
    inner join v1_products on products.id = v1_products.id
    inner join images on links.image_id = images.id
),

compared as (
    select
        *,
        first_value(image_id) over (
            partition by product_id, url, coalesce(metadata, 'null'), deleted_at is null
            order by created_at, image_id
        ) as kept_image_id
    from attached
),

final as (
    select
        *,
        image_id = kept_image_id as is_kept,
        case
            when row_number() over (
                partition by image_id order by image_id = kept_image_id desc, product_created_at asc, product_id asc
            ) = 1 then image_id
            else {{ v2_id('img', "image_id || ':' || product_id") }}
        end as v2_id
    from compared
)

select * from final
