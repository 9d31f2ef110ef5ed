with left_out as (
    select stg_fulfillment_item.*
    from {{ ref('stg_fulfillment_item') }} as stg_fulfillment_item
    left join {{ ref('v2_fulfillment_item') }} as v2_fulfillment_item
        on stg_fulfillment_item.v1_id = v2_fulfillment_item.v1_id
    where v2_fulfillment_item.id is null
),

final as (
    select
        'fulfillment_item' as v1_table,
        v1_id,
        'quarantined' as fate,
        'parent_not_migrated' as reason,
        null::text as v2_table,
        null::text as v2_id,
        fulfillment_id as detail
    from left_out
)

select * from final
