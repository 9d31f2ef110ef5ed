with tags as (
    select * from {{ ref('map_product_tag') }}
),

migrated as (
    select * from {{ ref('v2_product_tags') }}
),

final as (
    select
        'product_tags' as v1_table,
        links.v1_id,
        case when same_tag.v1_id is not null then 'merged' else 'quarantined' end as fate,
        case when same_tag.v1_id is not null then 'duplicate_value' else 'product_parent_missing' end as reason,
        case when same_tag.v1_id is not null then 'product_tags' end as v2_table,
        same_tag.product_id || ':' || same_tag.product_tag_id as v2_id,
        null as detail
    from {{ ref('stg_product_tags') }} as links
    left join tags on links.product_tag_id = tags.v1_id
    left join migrated on links.v1_id = migrated.v1_id
    left join migrated as same_tag on links.product_id = same_tag.product_id and tags.v2_id = same_tag.product_tag_id
    where migrated.v1_id is null
)

select * from final
