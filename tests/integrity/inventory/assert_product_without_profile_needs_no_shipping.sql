-- Must never happen: an inventory item that requires shipping though none of its products has a shipping profile: v2 never
-- lets it through checkout.
with shipped as (
    select * from {{ ref('v2_product_shipping_profile') }}
    where deleted_at is null
)

select inventory_items.id
from {{ ref('v2_inventory_item') }} as inventory_items
inner join {{ ref('v2_product_variant_inventory_item') }} as links on inventory_items.id = links.inventory_item_id
inner join {{ ref('v2_product_variant') }} as variants on links.variant_id = variants.id
left join shipped on variants.product_id = shipped.product_id
where inventory_items.requires_shipping and links.deleted_at is null
group by inventory_items.id
having bool_and(shipped.product_id is null)
