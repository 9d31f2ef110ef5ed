with left_out as (
    select stg_order_item_change.*
    from {{ ref('stg_order_item_change') }} as stg_order_item_change
    left join {{ ref('v2_order_change_action') }} as v2_order_change_action on stg_order_item_change.id = v2_order_change_action.id
    where v2_order_change_action.id is null
),

final as (
    select
        'order_item_change' as v1_table,
        v1_id,
        'quarantined' as fate,
        'parent_not_migrated' as reason,
        null::text as v2_table,
        null::text as v2_id,
        order_edit_id as detail
    from left_out
)

select * from final
