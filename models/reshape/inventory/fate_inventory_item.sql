with inventory_items as (
    select * from {{ ref('stg_inventory_item') }}
),

migrated as (
    select * from {{ ref('v2_inventory_item') }}
    where v1_table = 'inventory_item'
),

final as (
    select
        'inventory_item' as v1_table,
        inventory_items.v1_id,
        'left' as fate,
        'inventory_module_not_used' as reason,
        null as v2_table,
        null as v2_id,
        inventory_items.sku as detail
    from inventory_items
    left join migrated on inventory_items.v1_id = migrated.v1_id
    where migrated.v1_id is null
)

select * from final
