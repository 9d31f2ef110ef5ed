{#- The locations that carry the shipping options, and the main one, where the options keep their ids. In
    v1 an option serves every sales channel; in v2 only the channels of its location. So every
    channel is given the one location it ships from, and every such location all the options. -#}
with served as (
    select * from {{ ref('int_sales_channel__locations') }}
    where deleted_at is null
),

primary_location as (
    select * from {{ ref('int_stock_location__primary') }}
),

chosen as (
    select distinct on (served.sales_channel_id)
        served.sales_channel_id,
        served.location_id
    from served
    left join primary_location on served.location_id = primary_location.location_id
    order by served.sales_channel_id, primary_location.location_id is null, served.location_id
),

counted as (
    select
        location_id,
        count(*) as channel_count
    from chosen
    group by location_id
    union all
    select
        location_id,
        0 as channel_count
    from primary_location
    where not exists (select 1 from chosen)
),

final as (
    select
        counted.location_id,
        row_number() over (
            order by primary_location.location_id is null asc, counted.channel_count desc, counted.location_id asc
        ) = 1 as is_main
    from counted
    left join primary_location on counted.location_id = primary_location.location_id
)

select * from final
