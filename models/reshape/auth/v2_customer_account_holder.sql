with account_holders as (
    select * from {{ ref('v2_account_holder') }}
),

customers as (
    select * from {{ ref('v2_customer') }}
),

final as (
    select
        customers.id as customer_id,
        account_holders.id as account_holder_id,
        {{ v2_id('custacchldr', "customers.id || ':' || account_holders.id") }} as id,
        customers.created_at,
        customers.updated_at,
        customers.deleted_at,
        'customer' as v1_table,
        customers.v1_id
    from customers
    inner join account_holders on customers.metadata ->> 'stripe_id' = account_holders.external_id
)

select * from final
