with left_out as (
    select stg_payment.*
    from {{ ref('stg_payment') }} as stg_payment
    left join {{ ref('v2_payment') }} as v2_payment on stg_payment.id = v2_payment.id
    where v2_payment.id is null
),

memberships as (
    select distinct payment_id from {{ ref('stg_payment_collection_payments') }}
),

judged as (
    select
        left_out.v1_id,
        left_out.cart_id,
        orders.id as order_id,
        coalesce(left_out.order_id, left_out.swap_id, memberships.payment_id) is not null as has_order
    from left_out
    left join memberships on left_out.id = memberships.payment_id
    left join {{ ref('v2_order') }} as orders on left_out.order_id = orders.id
),

final as (
    select
        'payment' as v1_table,
        v1_id,
        case when has_order then 'quarantined' else 'left' end as fate,
        case
            when order_id is not null then 'unknown_currency'
            when has_order then 'order_not_migrated'
            else 'payment_of_no_order'
        end as reason,
        null::text as v2_table,
        null::text as v2_id,
        'cart ' || cart_id as detail
    from judged
)

select * from final
