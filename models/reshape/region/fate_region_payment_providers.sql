with links as (
    select * from {{ ref('stg_region_payment_providers') }}
),

providers as (
    select * from {{ ref('map_provider') }}
    where kind = 'payment'
),

reshaped as (
    select * from {{ ref('v2_region_payment_provider') }}
),

final as (
    select
        'region_payment_providers' as v1_table,
        links.v1_id,
        case when reshaped.id is not null then 'merged' else 'left' end as fate,
        case when reshaped.id is not null then 'same_provider_in_v2' else 'link_end_missing' end as reason,
        case when reshaped.id is not null then 'region_payment_provider' end as v2_table,
        reshaped.id as v2_id,
        null as detail
    from links
    left join providers on links.provider_id = providers.v1_id
    left join reshaped on links.region_id = reshaped.region_id and providers.v2_id = reshaped.payment_provider_id
    where links.v1_id is distinct from reshaped.v1_id
)

select * from final
