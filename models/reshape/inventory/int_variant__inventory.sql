{#- Does v2 count a variant's stock, and must v1's inventory_quantity be remembered with the variant?
    v1 with its inventory module ignores inventory_quantity, and sells a managed variant without
    inventory item freely; v2 would refuse to sell it, so it is no longer managed. Without the module
    inventory_quantity is the stock: it lives on in an inventory level, or only here. -#}
with products as (
    select * from {{ ref('stg_product') }}
),

variants as (
    select
        product_variant.*,
        coalesce(product_variant.deleted_at, products.deleted_at) is null as is_live
    from {{ ref('stg_product_variant') }} as product_variant
    inner join products on product_variant.product_id = products.id
),

items as (
    select * from {{ ref('stg_inventory_item') }}
    where deleted_at is null
),

stocked as (
    select distinct links.variant_id
    from {{ ref('stg_product_variant_inventory_item') }} as links
    inner join items on links.inventory_item_id = items.id
    where links.deleted_at is null
),

store_mode as (
    select * from {{ ref('int_inventory__mode') }}
),

final as (
    select
        variants.id as variant_id,
        store_mode.is_module,
        case
            when store_mode.is_module and variants.is_live and stocked.variant_id is null then false
            else coalesce(variants.manage_inventory, true)
        end as manage_inventory,
        coalesce(variants.inventory_quantity, 0) <> 0
        and (store_mode.is_module or not coalesce(variants.manage_inventory, true)) as keeps_quantity
    from variants
    cross join store_mode
    left join stocked on variants.id = stocked.variant_id
)

select * from final
