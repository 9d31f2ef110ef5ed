with levels as (
    select * from {{ ref('stg_inventory_level') }}
),

migrated as (
    select * from {{ ref('v2_inventory_level') }}
    where v1_table = 'inventory_level'
),

inventory_items as (
    select * from {{ ref('v2_inventory_item') }}
),

locations as (
    select * from {{ ref('v2_stock_location') }}
),

judged as (
    select
        levels.*,
        case
            when not inventory_mode.is_module then 'inventory_module_not_used'
            when inventory_items.id is null then 'level_without_item'
            when locations.id is not null then 'level_repeated'
            when levels.deleted_at is not null or coalesce(levels.stocked_quantity, 0) = 0 then 'level_without_location'
            else 'stock_without_location'
        end as reason
    from levels
    cross join {{ ref('int_inventory__mode') }} as inventory_mode
    left join migrated on levels.v1_id = migrated.v1_id
    left join inventory_items on levels.inventory_item_id = inventory_items.id
    left join locations on levels.location_id = locations.id
    where migrated.v1_id is null
),

final as (
    select
        'inventory_level' as v1_table,
        v1_id,
        case when reason in ('inventory_module_not_used', 'level_without_location') then 'left' else 'quarantined' end as fate,
        reason,
        null as v2_table,
        null as v2_id,
        format('%s of item %s at %s', stocked_quantity, inventory_item_id, location_id) as detail
    from judged
)

select * from final
