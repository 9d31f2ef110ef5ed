-- Must never happen: other stock than v1's. With v1's inventory module the stocked quantity is the same; without
-- it, what is available (stocked less reserved) is the variant's inventory_quantity.
with levels as (
    select * from {{ ref('v2_inventory_level') }}
    where deleted_at is null
),

v1_levels as (
    select * from {{ ref('stg_inventory_level') }}
),

variants as (
    select * from {{ ref('stg_product_variant') }}
)

select levels.id
from levels
inner join v1_levels on levels.v1_id = v1_levels.v1_id and levels.v1_table = 'inventory_level'
where
    levels.stocked_quantity <> v1_levels.stocked_quantity
    and '{{ var("module_missing_reservations") }}' = 'reserve_only'
    and not (v1_levels.stocked_quantity < 0 and {{ var('clamp_negative_stock') }})
union all
select levels.id
from levels
inner join variants on levels.v1_id = variants.v1_id and levels.v1_table = 'product_variant'
where
    levels.stocked_quantity - levels.reserved_quantity <> coalesce(variants.inventory_quantity, 0)
    and not (levels.stocked_quantity = 0 and {{ var('clamp_negative_stock') }})
