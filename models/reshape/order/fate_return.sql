with left_out as (
    select stg_return.*
    from {{ ref('stg_return') }} as stg_return
    left join {{ ref('v2_return') }} as v2_return on stg_return.id = v2_return.id
    where v2_return.id is null
),

final as (
    select
        'return' as v1_table,
        v1_id,
        'quarantined' as fate,
        'order_not_migrated' as reason,
        null::text as v2_table,
        null::text as v2_id,
        coalesce(order_id, swap_id, claim_order_id) as detail
    from left_out
)

select * from final
