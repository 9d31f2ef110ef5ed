{#- The price of every flat shipping option, for v2_price. In v1 the option itself says whether its price
    includes tax; in v2 the preference of the region decides for a price with a region rule, else the
    preference of the currency. Where a region rule makes v2 agree, the price gets one; where
    nothing does, the price is converted with the option's tax rate, so that customers pay the same. -#}
with placed as (
    select * from {{ ref('int_shipping_option__placed') }}
    where price_type = 'flat'
),

regions as (
    select * from {{ ref('stg_region') }}
),

currencies as (
    select
        lower(trim(code)) as code,
        is_tax_inclusive
    from {{ ref('stg_currency') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

rates as (
    select * from {{ ref('int_shipping_option__tax_rates') }}
),

flagged as (
    select
        placed.*,
        coalesce(placed.amount, 0) * units.factor as major_amount,
        coalesce(rates.rate, 0) as rate,
        coalesce(currencies.is_tax_inclusive, false) as is_currency_inclusive,
        -- v1: true wins; v2's region preferences are written the same way
        regions.is_tax_inclusive or coalesce(currencies.is_tax_inclusive, false) as is_region_inclusive
    from placed
    inner join regions on placed.region_id = regions.id
    inner join units on placed.currency_code = units.code
    left join currencies on placed.currency_code = currencies.code
    left join rates on placed.v1_id = rates.shipping_option_id
),

decided as (
    select
        *,
        is_tax_inclusive <> is_currency_inclusive and is_tax_inclusive = is_region_inclusive as has_region_rule,
        is_tax_inclusive <> is_currency_inclusive and is_tax_inclusive <> is_region_inclusive as is_converted
    from flagged
),

final as (
    select
        {{ v2_id('price', "'shipping:' || id") }} as price_id,
        {{ v2_id('pset', "'shipping_option:' || id") }} as price_set_id,
        id as shipping_option_id,
        currency_code,
        trim_scale(case
            when not is_converted then major_amount
            when is_tax_inclusive then round(major_amount / (1 + rate / 100), 6)
            else round(major_amount * (1 + rate / 100), 6)
        end) as amount,
        case when has_region_rule then region_id end as region_id,
        created_at,
        updated_at,
        deleted_at,
        'shipping_option' as v1_table,
        v1_id,
        -- for the findings
        is_converted,
        is_tax_inclusive,
        major_amount,
        rate
    from decided
)

select * from final
