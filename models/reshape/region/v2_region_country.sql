{#- v2 brings every country; only its region is ours to say. A country that is in no live v1 region keeps
    the region somebody gave it in v2. Countries v2 does not know are inserted whole. -#}
with regions as (
    select * from {{ ref('v2_region') }}
),

countries as (
    select distinct on (lower(trim(countries.iso_2)))
        countries.*,
        lower(trim(countries.iso_2)) as code,
        regions.id as live_region_id
    from {{ ref('stg_country') }} as countries
    left join regions on countries.region_id = regions.id and regions.deleted_at is null
    where nullif(trim(countries.iso_2), '') is not null
    order by lower(trim(countries.iso_2)), regions.id is null, countries.id
),

live_countries as (
    select
        content ->> 'iso_2' as iso_2,
        content ->> 'region_id' as region_id
    from {{ source('migration', 'live_row') }}
    where table_name = 'region_country'
),

v2_made_regions as (
    select
        live_countries.iso_2,
        live_countries.region_id
    from live_countries
    left join regions on live_countries.region_id = regions.id
    where regions.id is null
),

stores as (
    select * from {{ ref('int_store__chosen') }}
),

final as (
    select
        countries.code as iso_2,
        coalesce(lower(countries.iso_3), countries.code) as iso_3,
        coalesce(lpad(countries.num_code::text, 3, '0'), '') as num_code,
        coalesce(countries.name, upper(countries.code)) as name,
        coalesce(countries.display_name, countries.name, upper(countries.code)) as display_name,
        coalesce(countries.live_region_id, v2_made_regions.region_id) as region_id,
        null::jsonb as metadata,
        stores.created_at,
        stores.created_at as updated_at,
        null::timestamptz as deleted_at,
        'country' as v1_table,
        countries.v1_id
    from countries
    left join v2_made_regions on countries.code = v2_made_regions.iso_2
    cross join stores
)

select * from final
