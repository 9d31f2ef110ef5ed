{#- Must never happen: a sales channel that v2 refuses to sell in, because no stock location serves it. -#}
select channels.id
from {{ ref('v2_sales_channel') }} as channels
left join {{ ref('v2_sales_channel_stock_location') }} as links
    on channels.id = links.sales_channel_id and links.deleted_at is null
where channels.deleted_at is null and links.id is null
