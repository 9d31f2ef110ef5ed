{#- The one channel that stands in wherever v1 named none: the operator's choice, else the store's default,
    else the oldest live one, rather an enabled one. -#}
with channels as (
    select * from {{ ref('v2_sales_channel') }}
    where deleted_at is null
),

stores as (
    select * from {{ ref('int_store__chosen') }}
),

final as (
    select channels.id as sales_channel_id
    from channels
    cross join stores
    order by
        channels.id = '{{ var("default_sales_channel_id") }}' desc,
        channels.id is not distinct from stores.default_sales_channel_id desc,
        channels.is_disabled asc,
        channels.created_at asc,
        channels.id asc
    limit 1
)

select * from final
