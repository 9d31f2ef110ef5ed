with final as (
    select
        'notification' as v1_table,
        stg_notification.v1_id,
        'left' as fate,
        'notification_not_migrated' as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from {{ ref('stg_notification') }} as stg_notification
    left join {{ ref('v2_notification') }} as v2_notification on stg_notification.id = v2_notification.id
    where v2_notification.id is null
)

select * from final
