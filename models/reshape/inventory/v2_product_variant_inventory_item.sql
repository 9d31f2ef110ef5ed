{#- Never by SKU: it may be missing or repeated. -#}
with inventory_items as (
    select * from {{ ref('v2_inventory_item') }}
),

variants as (
    select * from {{ ref('v2_product_variant') }}
),

links as (
    select distinct on (variant_id, inventory_item_id)
        variant_id,
        inventory_item_id,
        id,
        coalesce(required_quantity, 1) as required_quantity,
        created_at,
        updated_at,
        'product_variant_inventory_item' as v1_table,
        v1_id
    from {{ ref('stg_product_variant_inventory_item') }}
    where deleted_at is null
    order by variant_id, inventory_item_id, created_at, id
),

made as (
    select
        v1_id as variant_id,
        id as inventory_item_id,
        {{ v2_id('pvitem', "v1_id || ':' || id") }} as id,
        1 as required_quantity,
        created_at,
        updated_at,
        v1_table,
        v1_id
    from inventory_items
    where v1_table = 'product_variant'
),

linked as (
    select * from links
    union all
    select * from made
),

final as (
    select
        linked.variant_id,
        linked.inventory_item_id,
        linked.id,
        linked.required_quantity,
        linked.created_at,
        linked.updated_at,
        greatest(variants.deleted_at, inventory_items.deleted_at) as deleted_at,
        linked.v1_table,
        linked.v1_id
    from linked
    inner join variants on linked.variant_id = variants.id
    inner join inventory_items on linked.inventory_item_id = inventory_items.id
)

select * from final
