{#- v2 verifies v1's scrypt hashes as they are: their parameters are in the hash. Where a customer and a user share an
    e-mail the user's hash is the only one that may count: v1 never verified a customer's e-mail, so a stranger who
    registered the admin's address would become admin. Without a usable hash the identity is there all the same, so
    that "forgot password" works. -#}
with principals as (
    select * from {{ ref('int_principal__by_email') }}
),

customers as (
    select
        id,
        trim(v1_password_hash) as password_hash
    from {{ ref('stg_customer') }}
),

users as (
    select
        id,
        trim(v1_password_hash) as password_hash
    from {{ ref('stg_user') }}
),

social_identities as (
    select distinct on (provider, entity_id) *
    from {{ ref('social_identities') }}
    order by provider asc, entity_id asc, email asc
),

hashed as (
    select
        principals.*,
        case when principals.user_id is not null then users.password_hash else customers.password_hash end as password_hash
    from principals
    left join users on principals.user_id = users.id
    left join customers on principals.customer_id = customers.id
),

final as (
    select
        {{ v2_id('provid', "'emailpass:' || email") }} as id,
        email as entity_id,
        'emailpass' as provider,
        auth_identity_id,
        null::jsonb as user_metadata,
        -- base64 of "scrypt", the only kind of hash v2 reads
        case when password_hash like 'c2NyeXB0%' then jsonb_build_object('password', password_hash) else '{}'::jsonb end
            as provider_metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        v1_table,
        v1_id
    from hashed
    union all
    select
        {{ v2_id('provid', "social_identities.provider || ':' || social_identities.entity_id") }} as id,
        social_identities.entity_id,
        social_identities.provider,
        principals.auth_identity_id,
        social_identities.user_metadata,
        null::jsonb as provider_metadata,
        principals.created_at,
        principals.updated_at,
        null::timestamptz as deleted_at,
        principals.v1_table,
        principals.v1_id
    from social_identities
    inner join principals on lower(trim(social_identities.email)) = principals.email
    where social_identities.provider <> 'emailpass'
)

select * from final
