with links as (
    select * from {{ ref('stg_product_variant_inventory_item') }}
),

migrated as (
    select * from {{ ref('v2_product_variant_inventory_item') }}
    where v1_table = 'product_variant_inventory_item'
),

pairs as (
    select
        variant_id,
        inventory_item_id,
        id
    from migrated
),

final as (
    select
        'product_variant_inventory_item' as v1_table,
        links.v1_id,
        case
            when not inventory_mode.is_module or links.deleted_at is not null then 'left'
            when pairs.id is not null then 'merged'
            else 'quarantined'
        end as fate,
        case
            when not inventory_mode.is_module then 'inventory_module_not_used'
            when links.deleted_at is not null then 'stock_link_removed'
            when pairs.id is not null then 'stock_link_repeated'
            else 'stock_link_broken'
        end as reason,
        case when links.deleted_at is null and pairs.id is not null then 'product_variant_inventory_item' end as v2_table,
        case when links.deleted_at is null and pairs.id is not null then pairs.variant_id || ':' || pairs.inventory_item_id end as v2_id,
        links.variant_id || ' → ' || links.inventory_item_id as detail
    from links
    cross join {{ ref('int_inventory__mode') }} as inventory_mode
    left join migrated on links.v1_id = migrated.v1_id
    left join pairs on links.variant_id = pairs.variant_id and links.inventory_item_id = pairs.inventory_item_id
    where migrated.v1_id is null
)

select * from final
