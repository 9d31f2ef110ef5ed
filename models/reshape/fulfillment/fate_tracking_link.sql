with left_out as (
    select stg_tracking_link.*
    from {{ ref('stg_tracking_link') }} as stg_tracking_link
    left join {{ ref('v2_fulfillment_label') }} as v2_fulfillment_label on stg_tracking_link.id = v2_fulfillment_label.id
    where v2_fulfillment_label.id is null
),

fulfillments as (
    select id from {{ ref('v2_fulfillment') }}
),

final as (
    select
        'tracking_link' as v1_table,
        left_out.v1_id,
        case when fulfillments.id is null then 'quarantined' else 'merged' end as fate,
        case when fulfillments.id is null then 'parent_not_migrated' else 'tracking_number_empty' end as reason,
        case when fulfillments.id is not null then 'fulfillment' end as v2_table,
        fulfillments.id as v2_id,
        left_out.url as detail
    from left_out
    left join fulfillments on left_out.fulfillment_id = fulfillments.id
)

select * from final
