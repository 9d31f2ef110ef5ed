{#- What v1 charges on a product in a region, in percent: the sum of its rates, else the region's own. -#}
with regions as (
    select * from {{ ref('stg_region') }}
    where deleted_at is null
),

products as (
    select * from {{ ref('stg_product') }}
),

linked as (
    select * from {{ ref('int_tax_rate__linked') }}
    where reference = 'product'
),

final as (
    select
        regions.id as region_id,
        products.id as product_id,
        coalesce(linked.rate, regions.tax_rate::text::numeric, 0) as rate
    from regions
    cross join products
    left join linked on regions.id = linked.region_id and products.id = linked.reference_id
)

select * from final
