-- Must never happen: a live sales channel without a live stock location: v2 sells no managed variant there and finds no
-- shipping option.
with links as (
    select * from {{ ref('v2_sales_channel_stock_location') }}
    where deleted_at is null
)

select channels.id
from {{ ref('v2_sales_channel') }} as channels
where channels.deleted_at is null and not exists (
    select 1 from links
    where links.sales_channel_id = channels.id
)
