-- Must never happen: a price or list whose rules_count is not its number of rules; v2 would never, or always, use it.
with price_rules as (
    select
        price_id,
        count(*) as rules_count
    from {{ ref('v2_price_rule') }}
    where deleted_at is null
    group by price_id
),

list_rules as (
    select
        price_list_id,
        count(*) as rules_count
    from {{ ref('v2_price_list_rule') }}
    where deleted_at is null and jsonb_typeof(value) = 'array'
    group by price_list_id
)

select prices.id
from {{ ref('v2_price') }} as prices
left join price_rules on prices.id = price_rules.price_id
where prices.rules_count is distinct from coalesce(price_rules.rules_count, 0)
union all
select price_lists.id
from {{ ref('v2_price_list') }} as price_lists
left join list_rules on price_lists.id = list_rules.price_list_id
where price_lists.rules_count is distinct from coalesce(list_rules.rules_count, 0)
