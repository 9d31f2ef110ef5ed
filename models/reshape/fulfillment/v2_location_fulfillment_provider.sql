{#- Which providers a location may ship with: those of its options and those v1 allowed in any region. v2
    refuses to fulfil with a provider that the location does not have. -#}
with shipping_locations as (
    select * from {{ ref('int_stock_location__shipping') }}
),

locations as (
    select stock_locations.*
    from {{ ref('v2_stock_location') }} as stock_locations
    inner join shipping_locations on stock_locations.id = shipping_locations.location_id
),

used as (
    select provider_id as v1_id from {{ ref('stg_shipping_option') }}
    union
    select provider_id as v1_id from {{ ref('stg_region_fulfillment_providers') }}
),

providers as (
    select
        map_provider.v2_id,
        min(map_provider.v1_id) as v1_id
    from {{ ref('map_provider') }} as map_provider
    inner join used on map_provider.v1_id = used.v1_id
    where map_provider.kind = 'fulfillment'
    group by map_provider.v2_id
),

final as (
    select
        locations.id as stock_location_id,
        providers.v2_id as fulfillment_provider_id,
        {{ v2_id('locfp', "locations.id || ':' || providers.v2_id") }} as id,
        locations.created_at,
        locations.updated_at,
        locations.deleted_at,
        'fulfillment_provider' as v1_table,
        providers.v1_id
    from locations
    cross join providers
)

select * from final
