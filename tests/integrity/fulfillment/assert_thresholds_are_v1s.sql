-- Must never happen: a limit of a shipping option that v1 had and v2 does not enforce, or at another amount.
with requirements as (
    select
        requirements.shipping_option_id,
        requirements.type,
        case requirements.type when 'min_subtotal' then max(requirements.amount) else min(requirements.amount) end as amount
    from {{ ref('stg_shipping_option_requirement') }} as requirements
    where requirements.deleted_at is null and requirements.type in ('min_subtotal', 'max_subtotal')
    group by requirements.shipping_option_id, requirements.type
),

rules as (
    select * from {{ ref('v2_price_rule') }}
    where attribute <> 'region_id'
),

units as (
    select * from {{ ref('map_currency_unit') }}
)

select options.id
from {{ ref('v2_shipping_option') }} as options
inner join {{ ref('stg_shipping_option') }} as v1_options on options.v1_id = v1_options.v1_id
inner join requirements on v1_options.id = requirements.shipping_option_id
inner join {{ ref('v2_shipping_option_price_set') }} as links on options.id = links.shipping_option_id
inner join {{ ref('v2_price') }} as prices on links.price_set_id = prices.price_set_id
inner join units on prices.currency_code = units.code
left join rules
    on prices.id = rules.price_id and rules.operator = case requirements.type when 'min_subtotal' then 'gte' else 'lt' end
where
    {{ live_has('price_rule', 'operator') }}
    and not v1_options.is_return
    and rules.value::numeric is distinct from requirements.amount * units.factor
