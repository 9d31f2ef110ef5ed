{#- Every v1 shipping option at every shipping location: v1's id at the main one, a derived id at the
    others. An option of a deleted region is deleted with it; it stays because orders name it. -#}
with shipping_options as (
    select * from {{ ref('stg_shipping_option') }}
),

regions as (
    select * from {{ ref('v2_region') }}
),

locations as (
    select * from {{ ref('int_stock_location__shipping') }}
),

providers as (
    select * from {{ ref('map_provider') }}
    where kind = 'fulfillment'
),

final as (
    select
        case
            when locations.is_main then shipping_options.id
            else {{ v2_id('so', "shipping_options.id || ':' || locations.location_id") }}
        end as id,
        locations.location_id,
        not locations.is_main as is_copy,
        {{ v2_id('fuset', 'locations.location_id') }} as fulfillment_set_id,
        shipping_options.region_id,
        regions.currency_code,
        shipping_options.name,
        case shipping_options.price_type when 'calculated' then 'calculated' else 'flat' end as price_type,
        shipping_options.amount,
        shipping_options.profile_id,
        providers.v2_id as provider_id,
        shipping_options.data,
        coalesce(shipping_options.is_return, false) as is_return,
        coalesce(shipping_options.admin_only, false) as is_admin_only,
        shipping_options.is_tax_inclusive,
        -- The manual provider cannot calculate a price: a live option of it would break every listing.
        shipping_options.price_type = 'calculated' and providers.v2_id = 'manual_manual' as is_without_calculator,
        shipping_options.metadata,
        shipping_options.v1_custom,
        shipping_options.created_at,
        shipping_options.updated_at,
        coalesce(
            shipping_options.deleted_at,
            regions.deleted_at,
            case when shipping_options.price_type = 'calculated' and providers.v2_id = 'manual_manual' then shipping_options.updated_at end
        ) as deleted_at,
        shipping_options.v1_id
    from shipping_options
    inner join regions on shipping_options.region_id = regions.id
    left join providers on shipping_options.provider_id = providers.v1_id
    cross join locations
)

select * from final
