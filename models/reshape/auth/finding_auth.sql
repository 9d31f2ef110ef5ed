with principals as (
    select * from {{ ref('int_principal__by_email') }}
),

customers as (
    select
        id,
        v1_password_hash as password_hash,
        metadata
    from {{ ref('stg_customer') }}
),

users as (
    select
        id,
        v1_password_hash as password_hash
    from {{ ref('stg_user') }}
),

hashed as (
    select
        principals.*,
        customers.password_hash as customer_hash,
        case when principals.user_id is not null then users.password_hash else customers.password_hash end as password_hash,
        customers.metadata ->> 'authProvider' as auth_provider
    from principals
    left join users on principals.user_id = users.id
    left join customers on principals.customer_id = customers.id
),

social_identities as (
    select * from {{ ref('social_identities') }}
),

final as (
    select
        'changed' as severity,
        'auth_shared_email' as rule,
        'customer' as v1_table,
        customer_id as v1_id,
        email as detail
    from hashed
    where user_id is not null and customer_id is not null and customer_hash is distinct from password_hash
    union all
    select
        'changed' as severity,
        'password_hash_unknown' as rule,
        v1_table,
        v1_id,
        email as detail
    from hashed
    where trim(password_hash) not like 'c2NyeXB0%'
    union all
    select
        'info' as severity,
        'account_without_password' as rule,
        v1_table,
        v1_id,
        concat_ws(', logged in with ', email, auth_provider) as detail
    from hashed
    where password_hash is null
    union all
    select
        'lost' as severity,
        'social_identity_without_account' as rule,
        'customer' as v1_table,
        null::text as v1_id,
        social_identities.provider || ': ' || social_identities.email as detail
    from social_identities
    left join principals on lower(trim(social_identities.email)) = principals.email
    where principals.email is null
)

select * from final
