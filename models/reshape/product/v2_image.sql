{#- v1 stores no order of images, v2 ranks them: the thumbnail first, then the older one. -#}
with images as (
    select * from {{ ref('int_product_image__matched') }}
    where is_kept
),

final as (
    select
        v2_id as id,
        {{ rewritten_url('url') }} as url,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        row_number() over (
            partition by product_id order by deleted_at is null desc, coalesce(is_thumbnail, false) desc, created_at, image_id asc
        ) - 1 as rank,
        product_id,
        'product_images' as v1_table,
        v1_id
    from images
)

select * from final
