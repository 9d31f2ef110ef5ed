{#- v2 taxes by the country goods go to: one tax region for each country of a live v1 region. -#}
with countries as (
    select * from {{ ref('v2_region_country') }}
),

regions as (
    select * from {{ ref('stg_region') }}
    where deleted_at is null
),

providers as (
    select * from {{ ref('int_provider__collapsed') }}
    where kind = 'tax' and is_enabled
),

system_provider as (
    select * from {{ ref('int_tax_provider__probed') }}
),

final as (
    select
        {{ v2_id('txreg', "'country:' || countries.iso_2") }} as id,
        -- Only a provider that runs: v2 refuses to calculate taxes with one that is not registered.
        coalesce(providers.v2_id, system_provider.id) as provider_id,
        countries.iso_2 as country_code,
        null as province_code,
        null as parent_id,
        jsonb_build_object('medusa_v1', jsonb_strip_nulls(jsonb_build_object(
            'region_id', regions.id, 'tax_provider_id', regions.tax_provider_id
        ))) as metadata,
        regions.created_at,
        regions.updated_at,
        null as created_by,
        null::timestamptz as deleted_at,
        'region' as v1_table,
        regions.v1_id
    from countries
    inner join regions on countries.region_id = regions.id
    left join providers on regions.tax_provider_id = providers.v1_id
    cross join system_provider
)

select * from final
