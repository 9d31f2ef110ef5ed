{#- v1's reservations, and one for every open line that lacks one: v2 refuses to fulfil it otherwise. v1
    without its inventory module has none at all. -#}
with reservations as (
    select
        reservation_items.*,
        {{ kept_v1() }} as kept,
        judged.line_item_id as v2_line_item_id,
        judged.variant_id,
        judged.deleted_at as v2_deleted_at
    from {{ ref('stg_reservation_item') }} as reservation_items
    inner join {{ ref('int_reservation_item__judged') }} as judged on reservation_items.id = judged.id
    where judged.reason is null
),

variants as (
    select * from {{ ref('v2_product_variant') }}
),

links as (
    select * from {{ ref('v2_product_variant_inventory_item') }}
    where deleted_at is null
),

primary_location as (
    select * from {{ ref('int_stock_location__primary') }}
),

stocked as (
    select distinct on (levels.inventory_item_id)
        levels.inventory_item_id,
        levels.location_id
    from {{ ref('int_inventory_level__counted') }} as levels
    left join primary_location on levels.location_id = primary_location.location_id
    where levels.deleted_at is null
    order by
        levels.inventory_item_id asc,
        primary_location.location_id is null asc,
        levels.stocked_quantity desc,
        levels.location_id asc
),

unreserved as (
    select
        {{ v2_id('resitem', "open_lines.line_item_id || ':' || links.inventory_item_id") }} as id,
        open_lines.line_item_id,
        open_lines.created_at,
        links.inventory_item_id,
        stocked.location_id,
        open_lines.open_quantity * links.required_quantity::numeric as quantity,
        variants.allow_backorder
    from {{ ref('int_line_item__open') }} as open_lines
    inner join variants on open_lines.variant_id = variants.id
    inner join links on variants.id = links.variant_id
    inner join stocked on links.inventory_item_id = stocked.inventory_item_id
    where
        variants.manage_inventory
        and not exists (
            select 1 from reservations
            where
                reservations.v2_line_item_id = open_lines.line_item_id
                and reservations.inventory_item_id = links.inventory_item_id
                and reservations.v2_deleted_at is null
        )
),

final as (
    select
        reservations.id,
        reservations.created_at,
        reservations.updated_at,
        reservations.v2_deleted_at as deleted_at,
        reservations.v2_line_item_id as line_item_id,
        reservations.location_id,
        reservations.quantity,
        reservations.external_id,
        reservations.description,
        reservations.created_by,
        {{ metadata_with_v1('reservations.metadata', 'reservations.kept') }} as metadata,
        reservations.inventory_item_id,
        coalesce(variants.allow_backorder, false) as allow_backorder,
        {{ big_number('reservations.quantity') }} as raw_quantity,
        'reservation_item' as v1_table,
        reservations.v1_id
    from reservations
    left join variants on reservations.variant_id = variants.id
    union all
    select
        id,
        created_at,
        created_at as updated_at,
        null::timestamptz as deleted_at,
        line_item_id,
        location_id,
        quantity,
        null as external_id,
        'Migrated from Medusa v1' as description,
        null as created_by,
        null::jsonb as metadata,
        inventory_item_id,
        allow_backorder,
        {{ big_number('quantity') }} as raw_quantity,
        'line_item' as v1_table,
        line_item_id as v1_id
    from unreserved
)

select * from final
