-- Must never happen: a live product tied to a shipping profile of which no shopper can choose an option, or to two: its
-- checkout would ask for a shipping method that nobody can add.
with usable as (
    select options.shipping_profile_id
    from {{ ref('v2_shipping_option') }} as options
    inner join {{ ref('v2_shipping_option_rule') }} as rules on options.id = rules.shipping_option_id
    where options.deleted_at is null
    group by options.id, options.shipping_profile_id
    having
        bool_or(rules.attribute = 'is_return' and rules.value = '"false"')
        and bool_or(rules.attribute = 'enabled_in_store' and rules.value = '"true"')
),

links as (
    select * from {{ ref('v2_product_shipping_profile') }}
    where deleted_at is null
)

select links.product_id
from links
left join usable on links.shipping_profile_id = usable.shipping_profile_id
group by links.product_id
having count(distinct links.id) > 1 or bool_or(usable.shipping_profile_id is null)
