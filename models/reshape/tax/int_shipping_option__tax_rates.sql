{#- What v1 charges on a shipping option, in percent: the sum of its rates, else its region's own. -#}
with regions as (
    select * from {{ ref('stg_region') }}
),

shipping_options as (
    select * from {{ ref('stg_shipping_option') }}
),

linked as (
    select * from {{ ref('int_tax_rate__linked') }}
    where reference = 'shipping_option'
),

final as (
    select
        regions.id as region_id,
        shipping_options.id as shipping_option_id,
        coalesce(linked.rate, regions.tax_rate::text::numeric, 0) as rate
    from shipping_options
    inner join regions on shipping_options.region_id = regions.id
    left join linked on shipping_options.id = linked.reference_id
)

select * from final
