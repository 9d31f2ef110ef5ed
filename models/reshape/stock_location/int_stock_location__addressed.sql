{#- Which address a location has in v2: one address belongs to one location there, so of several locations
    that share one the first keeps it and the others get a copy. -#}
with stock_locations as (
    select * from {{ ref('stg_stock_location') }}
),

addresses as (
    select * from {{ ref('stg_stock_location_address') }}
),

numbered as (
    select
        stock_locations.id as location_id,
        addresses.id as v1_address_id,
        row_number() over (
            partition by addresses.id
            order by stock_locations.deleted_at is not null, stock_locations.created_at, stock_locations.id
        ) as position
    from stock_locations
    inner join addresses on stock_locations.address_id = addresses.id
),

final as (
    select
        location_id,
        v1_address_id,
        case
            when position = 1 then v1_address_id
            else {{ v2_id('laddr', "v1_address_id || ':' || location_id") }}
        end as address_id,
        position > 1 as is_copy
    from numbered
)

select * from final
