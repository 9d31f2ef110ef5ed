{#- Must never happen: the store's default channel or region is deleted or missing. -#}
select
    stores.default_sales_channel_id,
    stores.default_region_id
from {{ ref('v2_store') }} as stores
left join {{ ref('v2_sales_channel') }} as channels
    on stores.default_sales_channel_id = channels.id and channels.deleted_at is null
left join {{ ref('v2_region') }} as regions
    on stores.default_region_id = regions.id and regions.deleted_at is null
where channels.id is null or (stores.default_region_id is not null and regions.id is null)
