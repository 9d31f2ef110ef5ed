{#- v1's links; a link to the default channel for keys that had none (v1 did not filter then, v2 answers
    with an error); and v2's own default key, moved from the channel of the first boot to the default one. -#}
with api_keys as (
    select * from {{ ref('v2_api_key') }}
),

channels as (
    select * from {{ ref('v2_sales_channel') }}
),

default_channel as (
    select * from {{ ref('int_sales_channel__default') }}
),

links as (
    select distinct on (links.publishable_key_id, links.sales_channel_id)
        links.publishable_key_id,
        links.sales_channel_id,
        links.id,
        coalesce(links.created_at, api_keys.created_at) as created_at,
        coalesce(links.updated_at, api_keys.updated_at) as updated_at,
        channels.deleted_at,
        links.v1_id
    from {{ ref('stg_publishable_api_key_sales_channel') }} as links
    inner join api_keys on links.publishable_key_id = api_keys.id
    inner join channels on links.sales_channel_id = channels.id
    where links.deleted_at is null
    order by links.publishable_key_id, links.sales_channel_id, links.id
),

retired_channels as (
    select * from {{ ref('int_sales_channel__booted') }}
    where deleted_at is not null
),

live_links as (
    select
        live.content ->> 'id' as id,
        live.content ->> 'publishable_key_id' as publishable_key_id,
        live.content ->> 'sales_channel_id' as sales_channel_id,
        (live.content ->> 'created_at')::timestamptz as created_at,
        (live.content ->> 'updated_at')::timestamptz as updated_at,
        coalesce((live.content ->> 'deleted_at')::timestamptz, retired_channels.deleted_at) as deleted_at
    from {{ source('migration', 'live_row') }} as live
    inner join retired_channels on live.content ->> 'sales_channel_id' = retired_channels.id
    where live.table_name = 'publishable_api_key_sales_channel'
),

relinked as (
    select distinct on (live_links.publishable_key_id)
        live_links.publishable_key_id,
        default_channel.sales_channel_id,
        live_links.created_at,
        live_links.updated_at
    from live_links
    cross join default_channel
    where
        not exists (
            select 1 from api_keys
            where api_keys.id = live_links.publishable_key_id
        )
    order by live_links.publishable_key_id, live_links.id
),

final as (
    select
        publishable_key_id,
        sales_channel_id,
        coalesce(id, {{ v2_id('pksc', "publishable_key_id || ':' || sales_channel_id") }}) as id,
        created_at,
        updated_at,
        deleted_at,
        'publishable_api_key_sales_channel' as v1_table,
        v1_id
    from links
    union all
    select
        api_keys.id as publishable_key_id,
        default_channel.sales_channel_id,
        {{ v2_id('pksc', "api_keys.id || ':' || default_channel.sales_channel_id") }} as id,
        api_keys.created_at,
        api_keys.updated_at,
        null as deleted_at,
        api_keys.v1_table,
        api_keys.v1_id
    from api_keys
    cross join default_channel
    where
        not exists (
            select 1 from links
            where links.publishable_key_id = api_keys.id
        )
    union all
    select
        publishable_key_id,
        sales_channel_id,
        id,
        created_at,
        updated_at,
        deleted_at,
        null as v1_table,
        null as v1_id
    from live_links
    union all
    select
        publishable_key_id,
        sales_channel_id,
        {{ v2_id('pksc', "publishable_key_id || ':' || sales_channel_id") }} as id,
        created_at,
        updated_at,
        null as deleted_at,
        null as v1_table,
        null as v1_id
    from relinked
)

select * from final
