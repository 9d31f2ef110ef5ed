{#- Which v1 reservations v2 gets (reason is null), and for which line. v1 leaves some behind that hold
    stock for nothing: those of the negative lines of swaps, of lines that are fulfilled, of canceled
    orders and of carts that never became orders. -#}
with reservations as (
    select * from {{ ref('stg_reservation_item') }}
),

lines as (
    select * from {{ ref('stg_line_item') }}
),

resolved as (
    select * from {{ ref('map_line_item') }}
),

open_lines as (
    select * from {{ ref('int_line_item__open') }}
),

inventory_items as (
    select * from {{ ref('v2_inventory_item') }}
),

locations as (
    select * from {{ ref('v2_stock_location') }}
),

final as (
    select
        reservations.id,
        resolved.v2_id as line_item_id,
        lines.variant_id,
        coalesce(reservations.deleted_at, inventory_items.deleted_at) as deleted_at,
        case
            when not inventory_mode.is_module then 'inventory_module_not_used'
            when inventory_items.id is null then 'reservation_without_item'
            when locations.id is null then 'reservation_without_location'
            -- made by hand
            when reservations.line_item_id is null then null
            when lines.is_return then 'reservation_of_return_line'
            when resolved.v2_id is null then 'reservation_without_order'
            when reservations.deleted_at is null and open_lines.line_item_id is null then 'reservation_not_needed'
        end as reason
    from reservations
    cross join {{ ref('int_inventory__mode') }} as inventory_mode
    left join lines on reservations.line_item_id = lines.id
    left join resolved on reservations.line_item_id = resolved.v1_id
    left join open_lines on resolved.v2_id = open_lines.line_item_id
    left join inventory_items on reservations.inventory_item_id = inventory_items.id
    left join locations on reservations.location_id = locations.id
)

select * from final
