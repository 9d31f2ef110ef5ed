with orders as (
    select * from {{ ref('stg_order') }}
),

final as (
    select
        'order' as v1_table,
        orders.v1_id,
        'quarantined' as fate,
        'order_without_currency' as reason,
        null as v2_table,
        null as v2_id,
        null as detail
    from orders
    left join {{ ref('v2_order') }} as migrated on orders.id = migrated.id
    where migrated.id is null
)

select * from final
