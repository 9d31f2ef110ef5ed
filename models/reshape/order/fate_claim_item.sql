with left_out as (
    select stg_claim_item.*
    from {{ ref('stg_claim_item') }} as stg_claim_item
    left join {{ ref('v2_order_claim_item') }} as v2_order_claim_item on stg_claim_item.id = v2_order_claim_item.id
    where v2_order_claim_item.id is null
),

claims as (
    select id from {{ ref('v2_order_claim') }}
),

final as (
    select
        'claim_item' as v1_table,
        left_out.v1_id,
        case when claims.id is null then 'quarantined' else 'merged' end as fate,
        case when claims.id is null then 'parent_not_migrated' else 'line_not_in_order' end as reason,
        case when claims.id is not null then 'order_claim' end as v2_table,
        claims.id as v2_id,
        left_out.item_id as detail
    from left_out
    left join claims on left_out.claim_order_id = claims.id
)

select * from final
