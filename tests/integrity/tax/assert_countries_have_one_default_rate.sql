{#- Must never happen: a country one can buy from without tax region, or a tax region without exactly one default rate. -#}
with countries as (
    select countries.iso_2
    from {{ ref('v2_region_country') }} as countries
    inner join {{ ref('v2_region') }} as regions on countries.region_id = regions.id
),

tax_regions as (
    select * from {{ ref('v2_tax_region') }}
),

defaults as (
    select
        tax_region_id,
        count(*) as rate_count
    from {{ ref('v2_tax_rate') }}
    where is_default and deleted_at is null
    group by tax_region_id
)

select countries.iso_2
from countries
left join tax_regions on countries.iso_2 = tax_regions.country_code
left join defaults on tax_regions.id = defaults.tax_region_id
where coalesce(defaults.rate_count, 0) <> 1
