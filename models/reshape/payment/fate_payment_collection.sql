with left_out as (
    select stg_payment_collection.*
    from {{ ref('stg_payment_collection') }} as stg_payment_collection
    left join {{ ref('v2_payment_collection') }} as v2_payment_collection on stg_payment_collection.id = v2_payment_collection.id
    where v2_payment_collection.id is null
),

final as (
    select
        'payment_collection' as v1_table,
        v1_id,
        'left' as fate,
        'collection_of_no_order' as reason,
        null::text as v2_table,
        null::text as v2_id,
        status::text as detail
    from left_out
)

select * from final
