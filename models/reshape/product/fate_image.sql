{#- v2's image rows are made per product and image, so they count as v1's product_images; an image itself
    is merged into the rows of its products. -#}
with matched as (
    select distinct on (image_id)
        image_id,
        product_id,
        kept_image_id
    from {{ ref('int_product_image__matched') }}
    order by image_id asc, is_kept desc, v2_id <> image_id asc, product_id asc
),

kept as (
    select * from {{ ref('int_product_image__matched') }}
    where is_kept
),

final as (
    select
        'image' as v1_table,
        images.v1_id,
        case when kept.v2_id is not null then 'merged' else 'left' end as fate,
        case when kept.v2_id is not null then 'image_of_product' else 'image_unused' end as reason,
        case when kept.v2_id is not null then 'image' end as v2_table,
        kept.v2_id,
        images.url as detail
    from {{ ref('stg_image') }} as images
    left join matched on images.id = matched.image_id
    left join kept on matched.product_id = kept.product_id and matched.kept_image_id = kept.image_id
)

select * from final
