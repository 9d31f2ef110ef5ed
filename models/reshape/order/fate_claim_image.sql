with left_out as (
    select stg_claim_image.*
    from {{ ref('stg_claim_image') }} as stg_claim_image
    left join {{ ref('v2_order_claim_item_image') }} as v2_order_claim_item_image on stg_claim_image.id = v2_order_claim_item_image.id
    where v2_order_claim_item_image.id is null
),

final as (
    select
        'claim_image' as v1_table,
        v1_id,
        'left' as fate,
        'claim_image_without_item' as reason,
        null::text as v2_table,
        null::text as v2_id,
        url as detail
    from left_out
)

select * from final
