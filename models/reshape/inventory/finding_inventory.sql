with levels as (
    select * from {{ ref('v2_inventory_level') }}
),

v1_levels as (
    select * from {{ ref('stg_inventory_level') }}
),

counted as (
    select * from {{ ref('int_inventory_level__counted') }}
),

inventory_mode as (
    select * from {{ ref('int_inventory__mode') }}
),

reservations as (
    select * from {{ ref('v2_reservation_item') }}
),

inventory_items as (
    select * from {{ ref('v2_inventory_item') }}
),

variants as (
    select * from {{ ref('v2_product_variant') }}
),

links as (
    select * from {{ ref('v2_product_variant_inventory_item') }}
    where deleted_at is null
),

open_lines as (
    select * from {{ ref('int_line_item__open') }}
),

final as (
    select
        'changed' as severity,
        'reserved_quantity_differs' as rule,
        'inventory_level' as v1_table,
        levels.v1_id,
        format('v1 %s, v2 %s', v1_levels.reserved_quantity, levels.reserved_quantity) as detail
    from levels
    inner join v1_levels on levels.v1_id = v1_levels.v1_id
    where
        levels.v1_table = 'inventory_level' and levels.deleted_at is null
        and levels.reserved_quantity <> coalesce(v1_levels.reserved_quantity, 0)
    union all
    select
        'info' as severity,
        'reservation_added' as rule,
        reservations.v1_table,
        reservations.v1_id,
        format('%s of item %s', reservations.quantity, reservations.inventory_item_id) as detail
    from reservations
    cross join inventory_mode
    where inventory_mode.is_module and reservations.v1_table = 'line_item'
    union all
    select
        'lost' as severity,
        'open_line_without_level' as rule,
        'line_item' as v1_table,
        open_lines.line_item_id as v1_id,
        format('%s of item %s', open_lines.open_quantity, links.inventory_item_id) as detail
    from open_lines
    inner join variants on open_lines.variant_id = variants.id
    inner join links on variants.id = links.variant_id
    where
        variants.manage_inventory
        and not exists (
            select 1 from reservations
            where
                reservations.line_item_id = open_lines.line_item_id
                and reservations.inventory_item_id = links.inventory_item_id
                and reservations.deleted_at is null
        )
    union all
    select
        case when levels.stocked_quantity < 0 then 'info' else 'changed' end as severity,
        case when levels.stocked_quantity < 0 then 'negative_stock' else 'negative_stock_cleared' end as rule,
        counted.v1_table,
        counted.v1_id,
        counted.stocked_quantity::text as detail
    from counted
    inner join levels on counted.id = levels.id
    where
        counted.deleted_at is null
        and (
            levels.stocked_quantity < 0 {% if var('clamp_negative_stock') %}
            or counted.stocked_quantity + levels.reserved_quantity < 0{% endif %}
        )
    union all
    select
        'changed' as severity,
        'inventory_sku_taken' as rule,
        v1_table,
        v1_id,
        metadata -> 'medusa_v1' ->> 'sku' as detail
    from inventory_items
    where v1_table = 'inventory_item' and metadata -> 'medusa_v1' ->> 'sku' is not null and sku is null
    union all
    select
        'changed' as severity,
        'shipping_not_required' as rule,
        v1_table,
        v1_id,
        coalesce(sku, title) as detail
    from inventory_items
    where v1_table = 'inventory_item' and metadata -> 'medusa_v1' ->> 'requires_shipping' = 'true' and not requires_shipping
)

select * from final
