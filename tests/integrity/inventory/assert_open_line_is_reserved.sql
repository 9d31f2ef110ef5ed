-- Must never happen: goods that are still to be sent, that lie somewhere, and that nothing is reserved for: v2 refuses
-- to fulfil the order.
with reservations as (
    select * from {{ ref('v2_reservation_item') }}
    where deleted_at is null
),

levels as (
    select * from {{ ref('v2_inventory_level') }}
    where deleted_at is null
)

select open_lines.line_item_id
from {{ ref('int_line_item__open') }} as open_lines
inner join {{ ref('v2_product_variant') }} as variants on open_lines.variant_id = variants.id
inner join {{ ref('v2_product_variant_inventory_item') }} as links on variants.id = links.variant_id and links.deleted_at is null
where
    variants.manage_inventory
    and exists (
        select 1 from levels
        where levels.inventory_item_id = links.inventory_item_id
    )
    and not exists (
        select 1 from reservations
        where
            reservations.line_item_id = open_lines.line_item_id
            and reservations.inventory_item_id = links.inventory_item_id
    )
