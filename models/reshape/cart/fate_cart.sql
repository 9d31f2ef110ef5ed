with judged as (
    select * from {{ ref('int_cart__judged') }}
),

final as (
    select
        'cart' as v1_table,
        cart_id as v1_id,
        case when order_id is not null then 'merged' else 'left' end as fate,
        reason,
        case when order_id is not null then 'order' end as v2_table,
        order_id as v2_id,
        null as detail
    from judged
)

select * from final
