{#- Must never happen: a live link of a sales channel whose other end, or the channel, is missing or deleted. v2's
    link tables have no foreign keys. -#}
with channels as (
    select * from {{ ref('v2_sales_channel') }}
    where deleted_at is null
)

select
    'product' as linked_to,
    links.product_id as linked_id,
    links.sales_channel_id
from {{ ref('v2_product_sales_channel') }} as links
left join {{ ref('v2_product') }} as products on links.product_id = products.id and products.deleted_at is null
left join channels on links.sales_channel_id = channels.id
where links.deleted_at is null and (products.id is null or channels.id is null)
union all
select
    'stock location' as linked_to,
    links.stock_location_id as linked_id,
    links.sales_channel_id
from {{ ref('v2_sales_channel_stock_location') }} as links
left join {{ ref('v2_stock_location') }} as locations on links.stock_location_id = locations.id and locations.deleted_at is null
left join channels on links.sales_channel_id = channels.id
where links.deleted_at is null and (locations.id is null or channels.id is null)
union all
-- The key may be v2's own, so only the channel is looked at.
select
    'publishable key' as linked_to,
    links.publishable_key_id as linked_id,
    links.sales_channel_id
from {{ ref('v2_publishable_api_key_sales_channel') }} as links
left join channels on links.sales_channel_id = channels.id
where links.deleted_at is null and channels.id is null
