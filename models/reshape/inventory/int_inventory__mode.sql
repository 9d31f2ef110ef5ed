{#- Where v1 kept its stock: one row. is_module: in the inventory module's tables, with reservations;
    else in product_variant.inventory_quantity, from which every order was subtracted at once. -#}
with links as (
    select * from {{ ref('stg_product_variant_inventory_item') }}
    where deleted_at is null
),

items as (
    select * from {{ ref('stg_inventory_item') }}
    where deleted_at is null
),

variants as (
    select * from {{ ref('stg_product_variant') }}
    where deleted_at is null
),

products as (
    select * from {{ ref('stg_product') }}
    where deleted_at is null
),

final as (
    select
        case '{{ var("inventory_mode") }}'
            when 'module' then true
            when 'legacy' then false
            else exists (
                select 1
                from links
                inner join items on links.inventory_item_id = items.id
                inner join variants on links.variant_id = variants.id
                inner join products on variants.product_id = products.id
            )
        end as is_module
)

select * from final
