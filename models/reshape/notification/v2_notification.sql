{#- v1's log of what was sent, as history. Mails about passwords and invites carry a token: their data stays behind. -#}
with notifications as (
    select * from {{ ref('stg_notification') }}
    where {{ var('migrate_notifications') | lower }}
),

final as (
    select
        id,
        "to",
        'email' as channel,
        coalesce(event_name, resource_type) as template,
        case when event_name ~ '(password|invite|token)' then null else data end as data,
        event_name as trigger_type,
        resource_id,
        resource_type,
        customer_id as receiver_id,
        parent_id as original_notification_id,
        null::text as idempotency_key,
        null::text as external_id,
        null::text as provider_id,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        'success' as status,
        null::text as "from",
        null::jsonb as provider_data,
        'notification' as v1_table,
        v1_id
    from notifications
)

select * from final
