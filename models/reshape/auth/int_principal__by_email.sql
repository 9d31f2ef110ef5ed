{#- Who may log in, by e-mail: live customers with an account and live users. v2 has one e-mail login for both:
    somebody who is both gets one identity with both ids. No hashes here. -#}
with customers as (
    select * from {{ ref('v2_customer') }}
    where has_account and deleted_at is null and email is not null
),

users as (
    select * from {{ ref('v2_user') }}
    where deleted_at is null and email <> ''
),

final as (
    select
        coalesce(users.email, customers.email) as email,
        {{ v2_id('authid', "'email:' || coalesce(users.email, customers.email)") }} as auth_identity_id,
        customers.id as customer_id,
        users.id as user_id,
        least(users.created_at, customers.created_at) as created_at,
        greatest(users.updated_at, customers.updated_at) as updated_at,
        case when users.id is not null then 'user' else 'customer' end as v1_table,
        coalesce(users.v1_id, customers.v1_id) as v1_id
    from customers
    full outer join users on customers.email = users.email
)

select * from final
