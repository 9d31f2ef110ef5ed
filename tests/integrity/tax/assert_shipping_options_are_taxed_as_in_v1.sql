{#- Must never happen: v2 finds another rate for a live shipping option than v1 charged. -#}
with tax_regions as (
    select distinct on (v1_id)
        v1_id as region_id,
        id
    from {{ ref('v2_tax_region') }}
    order by v1_id, country_code
),

rates as (
    select
        tax_regions.region_id,
        rates.id,
        rates.rate,
        rates.is_default
    from {{ ref('v2_tax_rate') }} as rates
    inner join tax_regions on rates.tax_region_id = tax_regions.id
),

rules as (
    select
        rates.region_id,
        rules.reference_id,
        rates.rate
    from {{ ref('v2_tax_rate_rule') }} as rules
    inner join rates on rules.tax_rate_id = rates.id
    where rules.reference = 'shipping_option' and rules.deleted_at is null
)

select
    expected.region_id,
    options.id,
    expected.rate as v1_rate,
    coalesce(rules.rate, defaults.rate) as v2_rate
from {{ ref('int_shipping_option__tax_rates') }} as expected
inner join {{ ref('v2_shipping_option') }} as options on expected.shipping_option_id = options.v1_id and options.deleted_at is null
inner join rates as defaults on expected.region_id = defaults.region_id and defaults.is_default
left join rules on expected.region_id = rules.region_id and options.id = rules.reference_id
where expected.rate <> coalesce(rules.rate, defaults.rate)
