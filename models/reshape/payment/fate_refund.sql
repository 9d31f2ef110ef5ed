with left_out as (
    select stg_refund.*
    from {{ ref('stg_refund') }} as stg_refund
    left join {{ ref('v2_refund') }} as v2_refund on stg_refund.v1_id = v2_refund.v1_id
    where v2_refund.id is null
),

transactions as (
    select
        v1_id,
        id
    from {{ ref('v2_order_transaction') }}
    where v1_table = 'refund'
),

final as (
    select
        'refund' as v1_table,
        left_out.v1_id,
        case
            when transactions.id is not null then 'merged'
            when left_out.amount = 0 then 'left'
            else 'quarantined'
        end as fate,
        case
            when transactions.id is not null and left_out.amount < 0 then 'refund_negative'
            when transactions.id is not null then 'refund_without_payment'
            when left_out.amount = 0 then 'refund_of_nothing'
            else 'order_not_migrated'
        end as reason,
        case when transactions.id is not null then 'order_transaction' end as v2_table,
        transactions.id as v2_id,
        left_out.order_id as detail
    from left_out
    left join transactions on left_out.v1_id = transactions.v1_id
)

select * from final
