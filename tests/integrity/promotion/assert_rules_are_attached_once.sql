-- Must never happen: a rule that belongs to no promotion or to two.
with links as (
    select promotion_rule_id from {{ ref('v2_promotion_promotion_rule') }}
    union all
    select promotion_rule_id from {{ ref('v2_application_method_target_rules') }}
)

select rules.id
from {{ ref('v2_promotion_rule') }} as rules
left join links on rules.id = links.promotion_rule_id
group by rules.id
having count(links.promotion_rule_id) <> 1
