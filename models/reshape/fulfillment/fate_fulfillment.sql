with left_out as (
    select stg_fulfillment.*
    from {{ ref('stg_fulfillment') }} as stg_fulfillment
    left join {{ ref('v2_fulfillment') }} as v2_fulfillment on stg_fulfillment.id = v2_fulfillment.id
    where v2_fulfillment.id is null
),

final as (
    select
        'fulfillment' as v1_table,
        v1_id,
        'quarantined' as fate,
        'order_not_migrated' as reason,
        null::text as v2_table,
        null::text as v2_id,
        coalesce(order_id, swap_id, claim_order_id) as detail
    from left_out
)

select * from final
