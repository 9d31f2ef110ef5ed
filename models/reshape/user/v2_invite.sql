{#- v1's token is a secret, and v2 would refuse it (other payload, other key): a placeholder stands in its place. v2
    allows one live invite per e-mail: the newest stays, older ones are deleted. -#}
with invites as (
    select
        *,
        lower(trim(user_email)) as email,
        row_number() over (
            partition by lower(trim(user_email)), deleted_at is null
            order by created_at desc, id desc
        ) as age_rank,
        {{ kept_v1(['role']) }} as kept
    from {{ ref('stg_invite') }}
),

users as (
    select distinct lower(email) as email from {{ ref('v2_user') }}
    where deleted_at is null
),

final as (
    select
        invites.id,
        invites.email,
        invites.accepted or users.email is not null as accepted,
        {{ v2_id('invtok', "'invite:' || invites.id") }} as token,
        invites.expires_at,
        {{ metadata_with_v1('invites.metadata', 'invites.kept') }} as metadata,
        invites.created_at,
        invites.updated_at,
        case
            when invites.deleted_at is not null then invites.deleted_at
            when invites.age_rank > 1 then invites.updated_at
        end as deleted_at,
        'invite' as v1_table,
        invites.v1_id
    from invites
    left join users on invites.email = users.email
)

select * from final
