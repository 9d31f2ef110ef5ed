with locations as (
    select * from {{ ref('v2_stock_location') }}
),

channel_locations as (
    select * from {{ ref('int_sales_channel__locations') }}
),

channels as (
    select * from {{ ref('v2_sales_channel') }}
),

final as (
    select
        'info' as severity,
        'location_created' as rule,
        v1_table,
        v1_id,
        name as detail
    from locations
    where v1_table <> 'stock_location'
    union all
    select
        'changed' as severity,
        'channel_linked_to_location' as rule,
        channels.v1_table,
        channels.v1_id,
        format('%s → %s', channels.name, channel_locations.location_id) as detail
    from channel_locations
    inner join channels on channel_locations.sales_channel_id = channels.id
    cross join {{ ref('int_inventory__mode') }} as inventory_mode
    where channel_locations.is_added and inventory_mode.is_module and channels.v1_table = 'sales_channel'
)

select * from final
