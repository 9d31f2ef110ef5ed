with links as (
    select * from {{ ref('stg_claim_item_tags') }}
),

claim_items as (
    select id from {{ ref('v2_order_claim_item') }}
),

tags as (
    select id from {{ ref('stg_claim_tag') }}
),

final as (
    select
        'claim_item_tags' as v1_table,
        links.v1_id,
        case when claim_items.id is null or tags.id is null then 'left' else 'merged' end as fate,
        case when claim_items.id is null or tags.id is null then 'link_without_sides' else 'tag_kept_with_item' end as reason,
        case when claim_items.id is not null and tags.id is not null then 'order_claim_item' end as v2_table,
        case when tags.id is not null then claim_items.id end as v2_id,
        null::text as detail
    from links
    left join claim_items on links.item_id = claim_items.id
    left join tags on links.tag_id = tags.id
)

select * from final
