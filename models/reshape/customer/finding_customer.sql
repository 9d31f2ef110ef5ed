with spelled as (
    select * from {{ ref('int_customer__spelled') }}
),

final as (
    select
        'changed' as severity,
        'customer_email_case' as rule,
        'customer' as v1_table,
        id as v1_id,
        email as detail
    from spelled
    where is_free and not is_plain
    union all
    select
        'changed' as severity,
        'customer_group_name_taken' as rule,
        customer_groups.v1_table,
        customer_groups.v1_id,
        v1.name || ' is now ' || customer_groups.name as detail
    from {{ ref('v2_customer_group') }} as customer_groups
    inner join {{ ref('stg_customer_group') }} as v1 on customer_groups.id = v1.id
    where customer_groups.name <> v1.name
)

select * from final
