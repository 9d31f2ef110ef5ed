-- Must never happen: a level that reserves another quantity than its live reservations add up to. v2's own
-- scripts would reset it, and stock would be sold twice or not at all.
with levels as (
    select * from {{ ref('v2_inventory_level') }}
    where deleted_at is null
),

reservations as (
    {{ whole_reservations() }}
),

reserved as (
    select
        inventory_item_id,
        location_id,
        sum(quantity) as quantity
    from reservations
    group by inventory_item_id, location_id
)

select levels.id
from levels
left join reserved on levels.inventory_item_id = reserved.inventory_item_id and levels.location_id = reserved.location_id
where levels.reserved_quantity <> coalesce(reserved.quantity, 0)
