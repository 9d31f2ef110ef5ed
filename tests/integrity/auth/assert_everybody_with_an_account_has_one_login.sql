-- Must never happen: a live account or user who cannot log in, or an identity that opens an account of nobody.
with people as (
    select
        'customer_id' as kind,
        id,
        email
    from {{ ref('v2_customer') }}
    where has_account and deleted_at is null and email is not null
    union all
    select
        'user_id' as kind,
        id,
        email
    from {{ ref('v2_user') }}
    where deleted_at is null and email <> ''
),

logins as (
    select
        opened.key as kind,
        opened.value as id,
        provider_identity.entity_id as email
    from {{ ref('v2_auth_identity') }} as auth_identity
    inner join {{ ref('v2_provider_identity') }} as provider_identity
        on auth_identity.id = provider_identity.auth_identity_id and provider_identity.provider = 'emailpass'
    cross join lateral jsonb_each_text(auth_identity.app_metadata) as opened
)

select
    coalesce(people.id, logins.id) as id,
    count(*) as logins
from people
full outer join logins on people.kind = logins.kind and people.id = logins.id and people.email = logins.email
group by coalesce(people.id, logins.id)
having count(*) <> 1 or count(people.id) = 0 or count(logins.id) = 0
