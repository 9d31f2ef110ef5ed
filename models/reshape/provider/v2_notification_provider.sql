{#- Placeholders, as for the other kinds. No channel, so v2 never picks one of them to send. -#}
with providers as (
    select * from {{ ref('int_provider__collapsed') }}
    where kind = 'notification' and is_survivor
),

stores as (
    select * from {{ ref('int_store__chosen') }}
),

final as (
    select
        providers.v2_id as id,
        providers.v2_id as handle,
        providers.v2_id as name,
        false as is_enabled,
        array[]::text[] as channels,
        stores.created_at,
        stores.created_at as updated_at,
        null::timestamptz as deleted_at,
        case when providers.is_v1_row then 'notification_provider' end as v1_table,
        case when providers.is_v1_row then providers.v1_id end as v1_id
    from providers
    cross join stores
)

select * from final
