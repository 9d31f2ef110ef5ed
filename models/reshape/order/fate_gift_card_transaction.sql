with transactions as (
    select * from {{ ref('stg_gift_card_transaction') }}
),

final as (
    select
        'gift_card_transaction' as v1_table,
        transactions.v1_id,
        case when orders.order_id is not null then 'merged' else 'quarantined' end as fate,
        case when orders.order_id is not null then 'redemption_of_one_unit' else 'order_not_migrated' end as reason,
        case when orders.order_id is not null then 'order' end as v2_table,
        orders.order_id as v2_id,
        null as detail
    from transactions
    left join {{ ref('v2_order_credit_line') }} as migrated
        on transactions.id = migrated.v1_id and migrated.v1_table = 'gift_card_transaction'
    left join {{ ref('int_order__gathered') }} as orders on transactions.order_id = orders.order_id
    where migrated.id is null
)

select * from final
