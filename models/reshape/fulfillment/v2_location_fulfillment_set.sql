with locations as (
    select * from {{ ref('v2_stock_location') }}
),

shipping_locations as (
    select * from {{ ref('int_stock_location__shipping') }}
),

final as (
    select
        locations.id as stock_location_id,
        {{ v2_id('fuset', 'locations.id') }} as fulfillment_set_id,
        {{ v2_id('locfs', 'locations.id') }} as id,
        locations.created_at,
        locations.updated_at,
        locations.deleted_at,
        locations.v1_table,
        locations.v1_id
    from locations
    inner join shipping_locations on locations.id = shipping_locations.location_id
)

select * from final
