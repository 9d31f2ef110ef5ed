with shipping_options as (
    select * from {{ ref('stg_shipping_option') }}
),

regions as (
    select * from {{ ref('stg_region') }}
),

migrated as (
    select * from {{ ref('v2_shipping_option') }}
),

final as (
    select
        'shipping_option' as v1_table,
        shipping_options.v1_id,
        'quarantined' as fate,
        case when regions.id is null then 'option_without_region' else 'option_without_location' end as reason,
        null as v2_table,
        null as v2_id,
        shipping_options.name as detail
    from shipping_options
    left join regions on shipping_options.region_id = regions.id
    where not exists (
        select 1 from migrated
        where migrated.v1_id = shipping_options.v1_id
    )
)

select * from final
