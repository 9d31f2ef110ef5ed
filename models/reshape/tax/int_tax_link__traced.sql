{#- What became of v1's links between tax rates and things: the rule that holds the rate now (one per
    country; the first stands for all), or the type's rule that makes one for the product needless. -#}
with tax_rates as (
    select * from {{ ref('stg_tax_rate') }}
),

shipping_options as (
    select * from {{ ref('stg_shipping_option') }}
),

links as (
    select
        'product_tax_rate' as v1_table,
        links.v1_id,
        'product' as reference,
        links.product_id as reference_id,
        tax_rates.region_id
    from {{ ref('stg_product_tax_rate') }} as links
    left join tax_rates on links.rate_id = tax_rates.id
    union all
    select
        'product_type_tax_rate' as v1_table,
        links.v1_id,
        'product_type' as reference,
        links.product_type_id as reference_id,
        tax_rates.region_id
    from {{ ref('stg_product_type_tax_rate') }} as links
    left join tax_rates on links.rate_id = tax_rates.id
    union all
    select
        'shipping_tax_rate' as v1_table,
        links.v1_id,
        'shipping_option' as reference,
        links.shipping_option_id as reference_id,
        shipping_options.region_id
    from {{ ref('stg_shipping_tax_rate') }} as links
    left join shipping_options on links.shipping_option_id = shipping_options.id
),

rules as (
    select
        placed.region_id,
        rules.reference,
        rules.v1_id as reference_id,
        min(rules.id) as id
    from {{ ref('v2_tax_rate_rule') }} as rules
    inner join {{ ref('int_tax_rate__placed') }} as placed on rules.tax_rate_id = placed.id
    group by placed.region_id, rules.reference, rules.v1_id
),

linked as (
    select * from {{ ref('int_tax_rate__linked') }}
    where reference = 'product'
),

tax_regions as (
    select distinct v1_id as region_id from {{ ref('v2_tax_region') }}
),

final as (
    select
        links.v1_table,
        links.v1_id,
        case when rules.id is not null or linked.reference_id is not null then 'merged' else 'left' end as fate,
        case
            when rules.id is not null then 'tax_link_in_rule'
            when linked.reference_id is not null then 'tax_link_covered_by_type'
            else 'tax_link_not_in_use'
        end as reason,
        case when rules.id is not null then 'tax_rate_rule' end as v2_table,
        rules.id as v2_id,
        null as detail
    from links
    left join rules
        on links.region_id = rules.region_id and links.reference = rules.reference and links.reference_id = rules.reference_id
    left join tax_regions on links.region_id = tax_regions.region_id
    left join linked
        on tax_regions.region_id = linked.region_id and links.reference = linked.reference and links.reference_id = linked.reference_id
)

select * from final
