{#- What lies where according to v1, before reservations. Without the inventory module: the variant's
    inventory_quantity, at the primary location. -#}
with inventory_items as (
    select * from {{ ref('v2_inventory_item') }}
),

locations as (
    select * from {{ ref('v2_stock_location') }}
),

levels as (
    select
        *,
        {{ kept_v1() }} as kept,
        row_number() over (partition by inventory_item_id, location_id, deleted_at is null order by created_at, id) as level_number
    from {{ ref('stg_inventory_level') }}
),

variants as (
    select * from {{ ref('stg_product_variant') }}
),

primary_location as (
    select * from {{ ref('int_stock_location__primary') }}
),

final as (
    select
        levels.id,
        levels.created_at,
        levels.updated_at,
        coalesce(levels.deleted_at, inventory_items.deleted_at) as deleted_at,
        levels.inventory_item_id,
        levels.location_id,
        coalesce(levels.stocked_quantity, 0) as stocked_quantity,
        coalesce(levels.incoming_quantity, 0) as incoming_quantity,
        {{ metadata_with_v1('levels.metadata', 'levels.kept') }} as metadata,
        'inventory_level' as v1_table,
        levels.v1_id
    from levels
    inner join inventory_items on levels.inventory_item_id = inventory_items.id
    inner join locations on levels.location_id = locations.id
    -- v1's own index allows one live level per item and location.
    where levels.deleted_at is not null or levels.level_number = 1
    union all
    select
        {{ v2_id('ilev', "inventory_items.id || ':' || primary_location.location_id") }} as id,
        inventory_items.created_at,
        inventory_items.updated_at,
        inventory_items.deleted_at,
        inventory_items.id as inventory_item_id,
        primary_location.location_id,
        coalesce(variants.inventory_quantity, 0) as stocked_quantity,
        0 as incoming_quantity,
        null::jsonb as metadata,
        inventory_items.v1_table,
        inventory_items.v1_id
    from inventory_items
    inner join variants on inventory_items.v1_id = variants.id
    cross join primary_location
    where inventory_items.v1_table = 'product_variant'
)

select * from final
