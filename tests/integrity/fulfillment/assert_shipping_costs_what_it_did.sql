-- Must never happen: a shipping price that, with or without tax, is not v1's. v2 takes a price with a region rule as the
-- region's preference says, any other as the currency's.
with preferences as (
    select * from {{ ref('v2_price_preference') }}
),

region_rules as (
    select
        price_id,
        value as region_id
    from {{ ref('v2_price_rule') }}
    where attribute = 'region_id'
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

priced as (
    select
        v1_options.id,
        v1_options.is_tax_inclusive as is_v1_inclusive,
        coalesce(v1_options.amount, 0) * units.factor as v1_amount,
        prices.amount as v2_amount,
        coalesce(of_region.is_tax_inclusive, of_currency.is_tax_inclusive, false) as is_v2_inclusive,
        1 + coalesce(rates.rate, 0) / 100 as tax_factor
    from {{ ref('v2_shipping_option') }} as options
    inner join {{ ref('stg_shipping_option') }} as v1_options on options.v1_id = v1_options.v1_id
    inner join {{ ref('v2_shipping_option_price_set') }} as links on options.id = links.shipping_option_id
    inner join {{ ref('v2_price') }} as prices on links.price_set_id = prices.price_set_id
    inner join units on prices.currency_code = units.code
    left join {{ ref('int_shipping_option__tax_rates') }} as rates on v1_options.id = rates.shipping_option_id
    left join region_rules on prices.id = region_rules.price_id
    left join preferences as of_region
        on region_rules.region_id = of_region.value and of_region.attribute = 'region_id' and of_region.deleted_at is null
    left join preferences as of_currency
        on prices.currency_code = of_currency.value and of_currency.attribute = 'currency_code' and of_currency.deleted_at is null
)

select id
from priced
where
    abs(
        v1_amount / case when is_v1_inclusive then tax_factor else 1 end
        - v2_amount / case when is_v2_inclusive then tax_factor else 1 end
    ) > 0.000001
