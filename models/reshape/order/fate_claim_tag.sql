with tags as (
    select * from {{ ref('stg_claim_tag') }}
),

claim_items as (
    select id from {{ ref('v2_order_claim_item') }}
    union all
    select content ->> 'id' as id from {{ source('migration', 'rest_row') }}
    where table_name = 'v2_order_claim_item'
),

used as (
    select
        links.tag_id,
        min(claim_items.id) as claim_item_id
    from {{ ref('whole_claim_item_tags') }} as links
    inner join claim_items on links.item_id = claim_items.id
    group by links.tag_id
),

final as (
    select
        'claim_tag' as v1_table,
        tags.v1_id,
        case when used.tag_id is null then 'left' else 'merged' end as fate,
        case when used.tag_id is null then 'claim_tag_unused' else 'tag_kept_with_item' end as reason,
        case when used.tag_id is not null then 'order_claim_item' end as v2_table,
        used.claim_item_id as v2_id,
        tags.value as detail
    from tags
    left join used on tags.id = used.tag_id
)

select * from final
