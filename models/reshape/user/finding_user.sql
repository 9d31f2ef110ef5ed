with users as (
    select
        stg_user.*,
        v2_user.email as v2_email
    from {{ ref('stg_user') }} as stg_user
    inner join {{ ref('v2_user') }} as v2_user on stg_user.id = v2_user.id
    where stg_user.deleted_at is null
),

invites as (
    select * from {{ ref('v2_invite') }}
    where deleted_at is null and not accepted
),

final as (
    select
        'lost' as severity,
        'api_token_not_migrated' as rule,
        'user' as v1_table,
        v1_id,
        v2_email as detail
    from users
    where api_token is not null
    union all
    select
        'info' as severity,
        'user_role_only_in_metadata' as rule,
        'user' as v1_table,
        v1_id,
        v2_email || ': ' || role as detail
    from users
    where role <> 'admin'
    union all
    select
        'changed' as severity,
        'user_email_case' as rule,
        'user' as v1_table,
        v1_id,
        v2_email as detail
    from users
    where v2_email <> lower(v2_email)
    union all
    select
        'changed' as severity,
        'invite_must_be_resent' as rule,
        'invite' as v1_table,
        v1_id,
        email as detail
    from invites
)

select * from final
