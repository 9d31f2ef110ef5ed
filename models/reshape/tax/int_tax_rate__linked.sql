{#- v1 adds up every rate that matches a product, its type or a shipping option; v2 picks exactly one.
    So the set of rates that match together is what becomes one v2 rate: one row per region, thing
    and set. A product's set holds the rates of its own type as v1 had it, before equal types are merged. -#}
with tax_rates as (
    select
        id,
        region_id,
        coalesce(rate, 0)::text::numeric as rate
    from {{ ref('stg_tax_rate') }}
),

regions as (
    select * from {{ ref('stg_region') }}
),

products as (
    select * from {{ ref('stg_product') }}
),

product_types as (
    select * from {{ ref('stg_product_type') }}
),

shipping_options as (
    select * from {{ ref('stg_shipping_option') }}
),

product_tax_rates as (
    select * from {{ ref('stg_product_tax_rate') }}
),

product_type_tax_rates as (
    select * from {{ ref('stg_product_type_tax_rate') }}
),

shipping_tax_rates as (
    select * from {{ ref('stg_shipping_tax_rate') }}
),

matches as (
    select
        tax_rates.region_id,
        'product' as reference,
        products.id as reference_id,
        tax_rates.id as tax_rate_id
    from product_tax_rates
    inner join products on product_tax_rates.product_id = products.id
    inner join tax_rates on product_tax_rates.rate_id = tax_rates.id
    union
    select
        tax_rates.region_id,
        'product' as reference,
        products.id as reference_id,
        tax_rates.id as tax_rate_id
    from product_type_tax_rates
    inner join products on product_type_tax_rates.product_type_id = products.type_id
    inner join tax_rates on product_type_tax_rates.rate_id = tax_rates.id
    union
    select
        tax_rates.region_id,
        'product_type' as reference,
        product_types.id as reference_id,
        tax_rates.id as tax_rate_id
    from product_type_tax_rates
    inner join product_types on product_type_tax_rates.product_type_id = product_types.id
    inner join tax_rates on product_type_tax_rates.rate_id = tax_rates.id
    union
    -- v1 does not look at the rate's region here: the option has one.
    select
        shipping_options.region_id,
        'shipping_option' as reference,
        shipping_options.id as reference_id,
        tax_rates.id as tax_rate_id
    from shipping_tax_rates
    inner join shipping_options on shipping_tax_rates.shipping_option_id = shipping_options.id
    inner join tax_rates on shipping_tax_rates.rate_id = tax_rates.id
),

final as (
    select
        matches.region_id,
        matches.reference,
        matches.reference_id,
        string_agg(matches.tax_rate_id, '+' order by matches.tax_rate_id) as rate_set,
        sum(tax_rates.rate) as rate
    from matches
    inner join regions on matches.region_id = regions.id
    inner join tax_rates on matches.tax_rate_id = tax_rates.id
    group by matches.region_id, matches.reference, matches.reference_id
)

select * from final
