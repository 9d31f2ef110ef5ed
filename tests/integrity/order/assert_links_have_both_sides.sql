-- Must never happen: a shipping link or a promotion link of which one side is missing; no foreign key guards them.
select order_shipping.id
from {{ ref('v2_order_shipping') }} as order_shipping
left join {{ ref('v2_order_shipping_method') }} as methods on order_shipping.shipping_method_id = methods.id
where methods.id is null
union all
select links.id
from {{ ref('v2_order_promotion') }} as links
left join {{ ref('v2_order') }} as orders on links.order_id = orders.id
left join {{ ref('v2_promotion') }} as promotions on links.promotion_id = promotions.id
where orders.id is null or promotions.id is null
