{#- Products without a channel, and channels that v1 had given no stock location. -#}
with orphans as (
    select * from {{ ref('int_product__orphaned') }}
),

locations as (
    select * from {{ ref('v2_sales_channel_stock_location') }}
    where v1_table = 'sales_channel' and deleted_at is null
),

channels as (
    select * from {{ ref('v2_sales_channel') }}
),

final as (
    select
        case when is_linked then 'changed' else 'info' end as severity,
        case when is_linked then 'orphan_product_linked' else 'orphan_product_left' end as rule,
        'product' as v1_table,
        product_id as v1_id,
        title as detail
    from orphans
    union all
    -- A shop without v1's location module had none anywhere: nothing changes for it.
    select
        'changed' as severity,
        'channel_without_location' as rule,
        channels.v1_table,
        channels.v1_id,
        channels.name as detail
    from locations
    inner join channels on locations.sales_channel_id = channels.id
    where exists (select 1 from {{ ref('stg_stock_location') }})
)

select * from final
