{#- One zone per shipping location and region: v1's options belong to regions, v2's to zones. -#}
with fulfillment_sets as (
    select * from {{ ref('v2_fulfillment_set') }}
),

shipping_locations as (
    select * from {{ ref('int_stock_location__shipping') }}
),

locations as (
    select
        stock_locations.id,
        stock_locations.name,
        shipping_locations.is_main,
        fulfillment_sets.id as fulfillment_set_id
    from shipping_locations
    inner join {{ ref('v2_stock_location') }} as stock_locations on shipping_locations.location_id = stock_locations.id
    inner join fulfillment_sets on {{ v2_id('fuset', 'stock_locations.id') }} = fulfillment_sets.id
),

regions as (
    select * from {{ ref('stg_region') }}
),

zones as (
    select
        {{ v2_id('serzo', "locations.fulfillment_set_id || ':' || regions.id") }} as id,
        locations.fulfillment_set_id,
        locations.name as location_name,
        regions.id as region_id,
        regions.name as region_name,
        regions.created_at,
        regions.updated_at,
        regions.deleted_at,
        regions.v1_id,
        row_number() over (
            partition by regions.name, regions.deleted_at is null
            order by locations.is_main desc, regions.created_at asc, regions.id asc, locations.id asc
        ) as name_number
    from locations
    cross join regions
),

suffixed as (
    select
        *,
        case when name_number > 1 then region_name || ' – ' || location_name else region_name end as suffixed_name
    from zones
),

final as (
    select
        id,
        -- unique over the zones of all locations
        case
            when
                row_number() over (
                    partition by suffixed_name, deleted_at is null
                    order by name_number, id
                ) > 1
                then suffixed_name || ' (' || id || ')'
            else suffixed_name
        end as name,
        jsonb_build_object('medusa_v1', jsonb_build_object('region_id', region_id)) as metadata,
        fulfillment_set_id,
        created_at,
        updated_at,
        deleted_at,
        'region' as v1_table,
        v1_id
    from suffixed
)

select * from final
