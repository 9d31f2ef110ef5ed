with final as (
    select
        'user' as v1_table,
        stg_user.v1_id,
        'quarantined' as fate,
        'user_email_taken' as reason,
        null::text as v2_table,
        null::text as v2_id,
        stg_user.email::text as detail
    from {{ ref('stg_user') }} as stg_user
    left join {{ ref('v2_user') }} as v2_user on stg_user.id = v2_user.id
    where v2_user.id is null
)

select * from final
