{#- Must never happen: v2 finds another rate for a live product than v1 charged. Picks as v2 does: a rule of the
    product, else of its (live) type, else the default. All countries of a region have the same rates,
    so one country speaks for all. -#}
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
        rules.reference,
        rules.reference_id,
        rates.rate
    from {{ ref('v2_tax_rate_rule') }} as rules
    inner join rates on rules.tax_rate_id = rates.id
    where rules.deleted_at is null
),

products as (
    select
        products.id,
        product_types.id as type_id
    from {{ ref('v2_product') }} as products
    left join {{ ref('v2_product_type') }} as product_types
        on products.type_id = product_types.id and product_types.deleted_at is null
    where products.deleted_at is null
)

select
    expected.region_id,
    expected.product_id,
    expected.rate as v1_rate,
    coalesce(product_rules.rate, type_rules.rate, defaults.rate) as v2_rate
from {{ ref('int_product__tax_rates') }} as expected
inner join products on expected.product_id = products.id
inner join rates as defaults on expected.region_id = defaults.region_id and defaults.is_default
left join rules as product_rules
    on
        expected.region_id = product_rules.region_id
        and product_rules.reference = 'product'
        and products.id = product_rules.reference_id
left join rules as type_rules
    on
        expected.region_id = type_rules.region_id
        and type_rules.reference = 'product_type'
        and products.type_id = type_rules.reference_id
where expected.rate <> coalesce(product_rules.rate, type_rules.rate, defaults.rate)
