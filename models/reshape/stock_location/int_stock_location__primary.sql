{#- The one location that stands in wherever v1 named none: the operator's choice, else the store's default,
    else the one that serves most sales channels, else the one with most stock. -#}
with locations as (
    select * from {{ ref('v2_stock_location') }}
    where deleted_at is null
),

stores as (
    select * from {{ ref('stg_store') }}
),

links as (
    select
        links.location_id,
        count(distinct channels.id) as channel_count
    from {{ ref('stg_sales_channel_location') }} as links
    inner join {{ ref('stg_sales_channel') }} as channels on links.sales_channel_id = channels.id
    where links.deleted_at is null and channels.deleted_at is null
    group by links.location_id
),

stock as (
    select
        location_id,
        sum(stocked_quantity) as stocked_quantity
    from {{ ref('stg_inventory_level') }}
    where deleted_at is null
    group by location_id
),

final as (
    select locations.id as location_id
    from locations
    left join links on locations.id = links.location_id
    left join stock on locations.id = stock.location_id
    order by
        locations.id = '{{ var("default_stock_location_id") }}' desc,
        locations.id in (
            select stores.default_location_id from stores
            where stores.default_location_id is not null
        ) desc,
        coalesce(links.channel_count, 0) desc,
        coalesce(stock.stocked_quantity, 0) desc,
        locations.id asc
    limit 1
)

select * from final
