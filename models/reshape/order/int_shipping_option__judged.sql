{#- v1's shipping options, and which of them will be alive in v2: it answers 500 when an order whose option is
    gone gets fulfilled, and copes with none. -#}
with shipping_options as (
    select * from {{ ref('stg_shipping_option') }}
),

regions as (
    select * from {{ ref('stg_region') }}
),

final as (
    select
        shipping_options.id as shipping_option_id,
        shipping_options.name,
        shipping_options.deleted_at is null
        and regions.id is not null
        and regions.deleted_at is null
        and shipping_options.price_type in ('flat_rate', 'calculated') as is_live
    from shipping_options
    left join regions on shipping_options.region_id = regions.id
)

select * from final
