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

product_links as (
    select * from {{ ref('stg_product_tax_rate') }}
),

type_links as (
    select * from {{ ref('stg_product_type_tax_rate') }}
),

shipping_links as (
    select * from {{ ref('stg_shipping_tax_rate') }}
),

matches as (
    select
        tax_rates.region_id,
        'product' as reference,
        products.id as reference_id,
        tax_rates.id as tax_rate_id,
        product_links.metadata
    from product_links
    inner join products on product_links.product_id = products.id
    inner join tax_rates on product_links.rate_id = tax_rates.id
    union all
    select
        tax_rates.region_id,
        'product' as reference,
        products.id as reference_id,
        tax_rates.id as tax_rate_id,
        null as metadata
    from type_links
    inner join products on type_links.product_type_id = products.type_id
    inner join tax_rates on type_links.rate_id = tax_rates.id
    union all
    select
        tax_rates.region_id,
        'product_type' as reference,
        product_types.id as reference_id,
        tax_rates.id as tax_rate_id,
        type_links.metadata
    from type_links
    inner join product_types on type_links.product_type_id = product_types.id
    inner join tax_rates on type_links.rate_id = tax_rates.id
    union all
    -- v1 does not look at the rate's region here: the option has one.
    select
        shipping_options.region_id,
        'shipping_option' as reference,
        shipping_options.id as reference_id,
        tax_rates.id as tax_rate_id,
        shipping_links.metadata
    from shipping_links
    inner join shipping_options on shipping_links.shipping_option_id = shipping_options.id
    inner join tax_rates on shipping_links.rate_id = tax_rates.id
),

-- A rate that reaches a product directly and through its type counts once.
distinct_matches as (
    select
        region_id,
        reference,
        reference_id,
        tax_rate_id,
        (array_agg(metadata) filter (where metadata is not null))[1] as metadata
    from matches
    group by region_id, reference, reference_id, tax_rate_id
),

final as (
    select
        distinct_matches.region_id,
        distinct_matches.reference,
        distinct_matches.reference_id,
        string_agg(distinct_matches.tax_rate_id, '+' order by distinct_matches.tax_rate_id) as rate_set,
        sum(tax_rates.rate) as rate,
        jsonb_object_agg(distinct_matches.tax_rate_id, distinct_matches.metadata)
        filter (where distinct_matches.metadata is not null) as link_metadata
    from distinct_matches
    inner join regions on distinct_matches.region_id = regions.id
    inner join tax_rates on distinct_matches.tax_rate_id = tax_rates.id
    group by distinct_matches.region_id, distinct_matches.reference, distinct_matches.reference_id
)

select * from final
