{#- The channel that v2 makes for itself at first boot. Where v1 has a live channel it is in the way (the
    dashboard lists it, its key serves an empty shop) and is deleted; where v1 has none it stays. -#}
with channels as (
    select * from {{ ref('stg_sales_channel') }}
),

first_run as (
    select min(snapshot_at) as started_at from {{ source('migration', 'run') }}
),

live_channels as (
    select
        content ->> 'id' as id,
        content ->> 'name' as name,
        content ->> 'description' as description,
        (content ->> 'is_disabled')::boolean as is_disabled,
        content -> 'metadata' as metadata,
        (content ->> 'created_at')::timestamptz as created_at,
        (content ->> 'updated_at')::timestamptz as updated_at,
        (content ->> 'deleted_at')::timestamptz as deleted_at
    from {{ source('migration', 'live_row') }}
    where table_name = 'sales_channel'
),

final as (
    select
        live_channels.id,
        live_channels.name,
        live_channels.description,
        live_channels.is_disabled,
        nullif(live_channels.metadata, 'null') as metadata,
        live_channels.created_at,
        live_channels.updated_at,
        case
            when
                exists (
                    select 1 from channels
                    where channels.deleted_at is null
                )
                then coalesce(live_channels.deleted_at, first_run.started_at)
            else live_channels.deleted_at
        end as deleted_at
    from live_channels
    cross join first_run
    where
        live_channels.description = 'Created by Medusa'
        and live_channels.created_at < first_run.started_at
        and not exists (
            select 1 from channels
            where channels.id = live_channels.id
        )
)

select * from final
