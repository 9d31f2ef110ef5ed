-- Must never happen: a fulfillment without its order, at no location, without one of its items or tracking
-- numbers, or with an item of a line that is not in the order.
select fulfillments.id
from {{ ref('v2_fulfillment') }} as fulfillments
left join {{ ref('v2_order_fulfillment') }} as links on fulfillments.id = links.fulfillment_id
left join {{ ref('v2_order') }} as orders on links.order_id = orders.id
where orders.id is null or fulfillments.location_id is null
union all
select fulfillment_items.v1_id as id
from {{ ref('stg_fulfillment_item') }} as fulfillment_items
inner join {{ ref('v2_fulfillment') }} as fulfillments on fulfillment_items.fulfillment_id = fulfillments.id
left join {{ ref('v2_fulfillment_item') }} as items on fulfillment_items.v1_id = items.v1_id
where items.id is null
union all
select tracking_links.id
from {{ ref('stg_tracking_link') }} as tracking_links
inner join {{ ref('v2_fulfillment') }} as fulfillments on tracking_links.fulfillment_id = fulfillments.id
left join {{ ref('v2_fulfillment_label') }} as labels on tracking_links.id = labels.id
where labels.id is null and trim(tracking_links.tracking_number) <> ''
union all
select items.id
from {{ ref('v2_fulfillment_item') }} as items
inner join {{ ref('v2_order_fulfillment') }} as links on items.fulfillment_id = links.fulfillment_id
left join {{ ref('v2_order_item') }} as order_items on items.line_item_id = order_items.item_id and links.order_id = order_items.order_id
where items.line_item_id is not null and order_items.id is null
