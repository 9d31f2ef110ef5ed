{#- Which locations serve a sales channel: v1's links, and (is_added) a link to the primary location where v1
    had none. v2 refuses to put a managed variant into the cart of a channel without a location and finds
    no shipping option for it. Without v1's inventory module all stock lies at the primary location,
    so every channel needs it. -#}
with channels as (
    select * from {{ ref('v2_sales_channel') }}
),

locations as (
    select * from {{ ref('v2_stock_location') }}
),

links as (
    select distinct on (sales_channel_id, location_id) *
    from {{ ref('stg_sales_channel_location') }}
    where deleted_at is null
    order by sales_channel_id, location_id, created_at, id
),

linked as (
    select
        links.sales_channel_id,
        links.location_id,
        -- Nothing names a link, and v2's ids of links are shorter than v1's may be.
        case when length(links.id) > 255 then {{ v2_id('scloc', 'links.id') }} else links.id end as id,
        links.created_at,
        links.updated_at,
        greatest(channels.deleted_at, locations.deleted_at) as deleted_at,
        'sales_channel_location' as v1_table,
        links.v1_id
    from links
    inner join channels on links.sales_channel_id = channels.id
    inner join locations on links.location_id = locations.id
),

added as (
    select
        channels.id as sales_channel_id,
        primary_location.location_id,
        {{ v2_id('scloc', "channels.id || ':' || primary_location.location_id") }} as id,
        channels.created_at,
        channels.updated_at,
        channels.deleted_at,
        channels.v1_table,
        channels.v1_id
    from channels
    cross join {{ ref('int_stock_location__primary') }} as primary_location
    cross join {{ ref('int_inventory__mode') }} as inventory_mode
    where
        not exists (
            select 1 from linked
            where
                linked.sales_channel_id = channels.id
                and (
                    linked.location_id = primary_location.location_id
                    or (inventory_mode.is_module and linked.deleted_at is null)
                )
        )
        and (not inventory_mode.is_module or channels.deleted_at is null)
),

final as (
    select
        *,
        false as is_added
    from linked
    union all
    select
        *,
        true as is_added
    from added
)

select * from final
