-- Must never happen: a promotion without exactly one method, a fixed one without currency, `each` without a maximum, a limit on
-- a live code that v2 cannot read, or an active promotion without a region rule (it would work everywhere).
with methods as (
    select * from {{ ref('v2_promotion_application_method') }}
),

regions as (
    select links.promotion_id
    from {{ ref('v2_promotion_promotion_rule') }} as links
    inner join {{ ref('v2_promotion_rule') }} as rules on links.promotion_rule_id = rules.id
    inner join {{ ref('v2_promotion_rule_value') }} as rule_values on rules.id = rule_values.promotion_rule_id
    where rules.attribute = 'region.id'
)

select promotion.id
from {{ ref('v2_promotion') }} as promotion
left join methods on promotion.id = methods.promotion_id
where
    methods.id is null
    or (methods.type = 'fixed' and methods.currency_code is null)
    or (methods.allocation = 'each' and methods.max_quantity is null)
    or (promotion.status = 'active' and promotion.id not in (select regions.promotion_id from regions))
group by promotion.id
union all
select promotion_id
from methods
group by promotion_id
having count(*) > 1
