with images as (
    select * from {{ ref('stg_claim_image') }}
),

claim_items as (
    select id from {{ ref('v2_order_claim_item') }}
),

final as (
    select
        images.id,
        claim_items.id as claim_item_id,
        images.url,
        {{ metadata_with_v1('images.metadata', kept_v1([], 'images.v1_custom')) }} as metadata,
        images.created_at,
        images.updated_at,
        images.deleted_at,
        'claim_image' as v1_table,
        images.v1_id
    from images
    inner join claim_items on images.claim_item_id = claim_items.id
)

select * from final
