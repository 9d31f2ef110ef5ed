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
)

select * from final
