with left_out as (
    select stg_customer.*
    from {{ ref('stg_customer') }} as stg_customer
    left join {{ ref('v2_customer') }} as v2_customer on stg_customer.id = v2_customer.id
    where v2_customer.id is null
),

final as (
    select
        'customer' as v1_table,
        v1_id,
        'quarantined' as fate,
        'customer_email_taken' as reason,
        null::text as v2_table,
        null::text as v2_id,
        email::text as detail
    from left_out
)

select * from final
