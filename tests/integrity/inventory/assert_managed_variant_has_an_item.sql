-- Must never happen: a live variant whose stock v2 manages without an inventory item: v2 refuses to sell it.
with links as (
    select * from {{ ref('v2_product_variant_inventory_item') }}
    where deleted_at is null
)

select variants.id
from {{ ref('v2_product_variant') }} as variants
where
    variants.manage_inventory and variants.deleted_at is null
    and not exists (
        select 1 from links
        where links.variant_id = variants.id
    )
