with links as (
    select * from {{ ref('stg_region_payment_providers') }}
),

regions as (
    select * from {{ ref('v2_region') }}
),

providers as (
    select * from {{ ref('map_provider') }}
    where kind = 'payment'
),

final as (
    select distinct on (regions.id, providers.v2_id)
        regions.id as region_id,
        providers.v2_id as payment_provider_id,
        {{ v2_id('regpp', "regions.id || ':' || providers.v2_id") }} as id,
        regions.created_at,
        regions.updated_at,
        regions.deleted_at,
        'region_payment_providers' as v1_table,
        links.v1_id
    from links
    inner join regions on links.region_id = regions.id
    inner join providers on links.provider_id = providers.v1_id
    order by regions.id, providers.v2_id, links.v1_id
)

select * from final
