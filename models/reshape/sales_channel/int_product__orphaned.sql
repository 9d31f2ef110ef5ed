{#- Live products in no sales channel. v1 showed them wherever no publishable key narrowed the shop; v2
    shows only what is in a channel of the key. is_linked: the default channel takes them. -#}
with products as (
    select * from {{ ref('stg_product') }}
    where deleted_at is null
),

linked as (
    select distinct links.product_id
    from {{ ref('stg_product_sales_channel') }} as links
    inner join {{ ref('stg_sales_channel') }} as channels on links.sales_channel_id = channels.id
    where links.deleted_at is null
),

api_keys as (
    select * from {{ ref('stg_publishable_api_key') }}
),

final as (
    select
        products.id as product_id,
        products.title,
        products.created_at,
        products.updated_at,
        case '{{ var("orphan_products") }}'
            when 'link_default' then true
            when 'leave' then false
            else not exists (select 1 from api_keys)
        end as is_linked
    from products
    left join linked on products.id = linked.product_id
    where linked.product_id is null
)

select * from final
