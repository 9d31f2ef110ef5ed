with requirements as (
    select
        shipping_option_id,
        jsonb_agg(jsonb_build_object('type', type, 'amount', amount) order by id) as requirements
    from {{ ref('stg_shipping_option_requirement') }}
    where deleted_at is null
    group by shipping_option_id
),

placed as (
    select
        placed.*,
        requirements.requirements
    from {{ ref('int_shipping_option__placed') }} as placed
    left join requirements on placed.v1_id = requirements.shipping_option_id
),

kept as (
    select
        *,
        {{ kept_v1({
            'region_id': 'region_id',
            'amount': 'amount',
            'includes_tax': 'case when is_tax_inclusive then true end',
            'requirements': 'requirements',
        }) }} as kept
    from placed
),

zones as (
    select * from {{ ref('v2_service_zone') }}
),

profiles as (
    select * from {{ ref('v2_shipping_profile') }}
),

final as (
    select
        kept.id,
        kept.name,
        kept.price_type,
        zones.id as service_zone_id,
        profiles.id as shipping_profile_id,
        kept.provider_id,
        coalesce(kept.data, '{}') as data,
        {{ metadata_with_v1('kept.metadata', 'kept.kept') }} as metadata,
        {{ v2_id('sotype', 'kept.id') }} as shipping_option_type_id,
        kept.created_at,
        kept.updated_at,
        kept.deleted_at,
        'shipping_option' as v1_table,
        kept.v1_id
    from kept
    inner join zones on kept.fulfillment_set_id = zones.fulfillment_set_id and kept.region_id = zones.v1_id
    left join profiles on kept.profile_id = profiles.id
)

select * from final
