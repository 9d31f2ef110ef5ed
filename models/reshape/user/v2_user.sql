{#- v2 compares e-mails letter by letter, so they are lower-cased; where that makes two live users collide, the one
    already in lower case (the only one v1 could log in), else the newest, gets it and the others keep their spelling. -#}
with users as (
    select
        *,
        row_number() over (
            partition by lower(trim(email)), deleted_at is null
            order by email = lower(trim(email)) desc, updated_at desc, id asc
        ) as plain_rank,
        row_number() over (
            partition by email, deleted_at is null
            order by updated_at desc, id asc
        ) as spelling_rank,
        {{ kept_v1({'role': 'role', 'had_api_token': "case when api_token is not null then true end"}) }} as kept
    from {{ ref('stg_user') }}
),

final as (
    select
        id,
        first_name,
        last_name,
        case when plain_rank = 1 or deleted_at is not null then lower(trim(email)) else email end as email,
        null::text as avatar_url,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        'user' as v1_table,
        v1_id
    from users
    where plain_rank = 1 or spelling_rank = 1 or deleted_at is not null
)

select * from final
