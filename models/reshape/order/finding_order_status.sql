with orders as (
    select * from {{ ref('int_order__status_derived') }}
),

final as (
    select
        'info' as severity,
        'payment_status_differs' as rule,
        'order' as v1_table,
        order_id as v1_id,
        v1_payment_status || ' in v1, ' || payment_status || ' in v2' as detail
    from orders
    where payment_status is distinct from expected_payment_status
    union all
    select
        'info' as severity,
        'fulfillment_status_differs' as rule,
        'order' as v1_table,
        order_id as v1_id,
        v1_fulfillment_status || ' in v1, ' || fulfillment_status || ' in v2' as detail
    from orders
    where fulfillment_status is distinct from expected_fulfillment_status
)

select * from final
