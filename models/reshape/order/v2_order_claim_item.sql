{#- What was claimed, and (is_additional_item) what was sent in its place. -#}
with claim_items as (
    select * from {{ ref('stg_claim_item') }}
),

resolved as (
    select * from {{ ref('int_claim_item__resolved') }}
    where line_item_id is not null
),

claims as (
    select id from {{ ref('v2_order_claim') }}
),

owned_lines as (
    select * from {{ ref('int_line_item__owned') }}
),

tags as (
    select
        links.item_id,
        jsonb_agg(claim_tags.value order by claim_tags.value, claim_tags.id) as labels
    from {{ ref('stg_claim_item_tags') }} as links
    inner join {{ ref('stg_claim_tag') }} as claim_tags on links.tag_id = claim_tags.id
    group by links.item_id
),

final as (
    select
        claim_items.id,
        claims.id as claim_id,
        resolved.line_item_id as item_id,
        false as is_additional_item,
        case
            when claim_items.reason in ('missing_item', 'wrong_item', 'production_failure') then claim_items.reason else 'other'
        end as reason,
        claim_items.quantity::numeric as quantity,
        {{ big_number('claim_items.quantity') }} as raw_quantity,
        claim_items.note,
        {{ metadata_with_v1('claim_items.metadata', kept_v1({
            'variant_id': 'claim_items.variant_id',
            'tags': 'tags.labels',
        }, 'claim_items.v1_custom')) }} as metadata,
        claim_items.created_at,
        claim_items.updated_at,
        claim_items.deleted_at,
        'claim_item' as v1_table,
        claim_items.v1_id
    from claim_items
    inner join resolved on claim_items.id = resolved.claim_item_id
    inner join claims on claim_items.claim_order_id = claims.id
    left join tags on claim_items.id = tags.item_id
    union all
    select
        {{ v2_id('claitem', "'order_claim_item:' || owned_lines.line_item_id") }} as id,
        claims.id as claim_id,
        owned_lines.line_item_id as item_id,
        true as is_additional_item,
        null as reason,
        owned_lines.quantity,
        {{ big_number('owned_lines.quantity') }} as raw_quantity,
        null as note,
        null as metadata,
        owned_lines.created_at,
        owned_lines.updated_at,
        null as deleted_at,
        'line_item' as v1_table,
        owned_lines.line_item_id as v1_id
    from owned_lines
    inner join claims on owned_lines.claim_order_id = claims.id
)

select * from final
