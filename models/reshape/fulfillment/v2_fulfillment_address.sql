{#- A copy for every fulfillment: v1 addresses can change and be shared, and early v2 versions allow an
    address one fulfillment only. -#}
with placed as (
    select * from {{ ref('int_fulfillment__placed') }}
),

addresses as (
    select * from {{ ref('stg_address') }}
),

fulfillments as (
    select * from {{ ref('stg_fulfillment') }}
),

final as (
    select
        {{ v2_id('fuladdr', "'fulfillment:' || placed.fulfillment_id") }} as id,
        addresses.company,
        addresses.first_name,
        addresses.last_name,
        addresses.address_1,
        addresses.address_2,
        addresses.city,
        lower(addresses.country_code) as country_code,
        addresses.province,
        addresses.postal_code,
        addresses.phone,
        {{ metadata_with_v1('addresses.metadata', kept_v1({'address_id': 'addresses.id'}, 'addresses.v1_custom')) }} as metadata,
        fulfillments.created_at,
        fulfillments.updated_at,
        null::timestamptz as deleted_at,
        'fulfillment' as v1_table,
        fulfillments.v1_id
    from placed
    inner join fulfillments on placed.fulfillment_id = fulfillments.id
    inner join addresses on placed.address_id = addresses.id
)

select * from final
