with matched as (
    select * from {{ ref('int_product_image__matched') }}
),

kept as (
    select * from matched
    where is_kept
),

final as (
    select
        'product_images' as v1_table,
        links.v1_id,
        case when matched.v1_id is not null then 'merged' else 'quarantined' end as fate,
        case when matched.v1_id is not null then 'image_repeated' else 'product_parent_missing' end as reason,
        case when matched.v1_id is not null then 'image' end as v2_table,
        same_image.v2_id,
        matched.url as detail
    from {{ ref('stg_product_images') }} as links
    left join kept on links.v1_id = kept.v1_id
    left join matched on links.v1_id = matched.v1_id
    left join kept as same_image
        on matched.product_id = same_image.product_id and matched.kept_image_id = same_image.image_id
    where kept.v1_id is null
)

select * from final
