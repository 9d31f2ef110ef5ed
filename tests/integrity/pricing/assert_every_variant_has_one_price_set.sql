-- Must never happen: a variant without exactly one price set, or a set that two variants share.
select variants.id
from {{ ref('v2_product_variant') }} as variants
left join {{ ref('v2_product_variant_price_set') }} as links
    on variants.id = links.variant_id and links.deleted_at is null
left join {{ ref('v2_price_set') }} as price_sets on links.price_set_id = price_sets.id
where variants.deleted_at is null
group by variants.id
having count(price_sets.id) <> 1
union all
select price_set_id
from {{ ref('v2_product_variant_price_set') }}
group by price_set_id
having count(*) > 1
