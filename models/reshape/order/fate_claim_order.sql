with left_out as (
    select stg_claim_order.*
    from {{ ref('stg_claim_order') }} as stg_claim_order
    left join {{ ref('v2_order_claim') }} as v2_order_claim on stg_claim_order.id = v2_order_claim.id
    where v2_order_claim.id is null
),

final as (
    select
        'claim_order' as v1_table,
        v1_id,
        'quarantined' as fate,
        'order_not_migrated' as reason,
        null::text as v2_table,
        null::text as v2_id,
        order_id as detail
    from left_out
)

select * from final
