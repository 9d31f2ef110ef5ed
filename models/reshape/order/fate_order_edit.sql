with left_out as (
    select stg_order_edit.*
    from {{ ref('stg_order_edit') }} as stg_order_edit
    left join {{ ref('v2_order_change') }} as v2_order_change on stg_order_edit.id = v2_order_change.id
    where v2_order_change.id is null
),

final as (
    select
        'order_edit' as v1_table,
        v1_id,
        'quarantined' as fate,
        'order_not_migrated' as reason,
        null::text as v2_table,
        null::text as v2_id,
        order_id as detail
    from left_out
)

select * from final
