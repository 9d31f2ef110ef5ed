with links as (
    select distinct on (product_id, sales_channel_id) *
    from {{ ref('stg_product_sales_channel') }}
    where deleted_at is null
    order by product_id, sales_channel_id, id
),

products as (
    select * from {{ ref('stg_product') }}
),

channels as (
    select * from {{ ref('v2_sales_channel') }}
),

orphans as (
    select * from {{ ref('int_product__orphaned') }}
    where is_linked
),

default_channel as (
    select * from {{ ref('int_sales_channel__default') }}
),

final as (
    select
        links.product_id,
        links.sales_channel_id,
        coalesce(links.id, {{ v2_id('prodsc', "links.product_id || ':' || links.sales_channel_id") }}) as id,
        coalesce(links.created_at, products.created_at) as created_at,
        coalesce(links.updated_at, products.updated_at) as updated_at,
        greatest(products.deleted_at, channels.deleted_at) as deleted_at,
        'product_sales_channel' as v1_table,
        links.v1_id
    from links
    inner join products on links.product_id = products.id
    inner join channels on links.sales_channel_id = channels.id
    union all
    select
        orphans.product_id,
        default_channel.sales_channel_id,
        {{ v2_id('prodsc', "orphans.product_id || ':' || default_channel.sales_channel_id") }} as id,
        orphans.created_at,
        orphans.updated_at,
        null as deleted_at,
        'product' as v1_table,
        orphans.product_id as v1_id
    from orphans
    cross join default_channel
)

select * from final
