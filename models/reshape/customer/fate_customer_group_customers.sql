with left_out as (
    select stg_customer_group_customers.*
    from {{ ref('stg_customer_group_customers') }} as stg_customer_group_customers
    left join {{ ref('v2_customer_group_customer') }} as v2_customer_group_customer
        on stg_customer_group_customers.v1_id = v2_customer_group_customer.v1_id
    where v2_customer_group_customer.v1_id is null
),

final as (
    select
        'customer_group_customers' as v1_table,
        v1_id,
        'left' as fate,
        'membership_without_customer' as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from left_out
)

select * from final
