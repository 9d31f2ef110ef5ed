with zones as (
    select * from {{ ref('v2_service_zone') }}
),

countries as (
    select * from {{ ref('stg_country') }}
),

final as (
    select
        {{ v2_id('fgz', "zones.id || ':' || lower(countries.iso_2)") }} as id,
        'country' as type,
        lower(countries.iso_2) as country_code,
        null as province_code,
        null as city,
        zones.id as service_zone_id,
        null::jsonb as postal_expression,
        null::jsonb as metadata,
        zones.created_at,
        zones.updated_at,
        zones.deleted_at,
        'country' as v1_table,
        countries.v1_id
    from zones
    inner join countries on zones.v1_id = countries.region_id
)

select * from final
