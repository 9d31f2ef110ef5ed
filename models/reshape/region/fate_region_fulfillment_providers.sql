with links as (
    select * from {{ ref('stg_region_fulfillment_providers') }}
),

final as (
    select
        'region_fulfillment_providers' as v1_table,
        v1_id,
        'left' as fate,
        'provider_belongs_to_location' as reason,
        null as v2_table,
        null as v2_id,
        null as detail
    from links
)

select * from final
