with fulfillments as (
    select * from {{ ref('stg_fulfillment') }}
),

placed as (
    select * from {{ ref('int_fulfillment__placed') }}
),

delivery_addresses as (
    select
        id,
        v1_id as fulfillment_id
    from {{ ref('v2_fulfillment_address') }}
),

locations as (
    select id from {{ ref('v2_stock_location') }}
),

primary_location as (
    select * from {{ ref('int_stock_location__primary') }}
),

providers as (
    select * from {{ ref('map_provider') }}
    where kind = 'fulfillment'
),

line_items as (
    select
        id,
        coalesce(has_shipping, true) as has_shipping
    from {{ ref('stg_line_item') }}
),

contents as (
    select
        fulfillment_items.fulfillment_id,
        bool_or(coalesce(line_items.has_shipping, true)) as requires_shipping
    from {{ ref('stg_fulfillment_item') }} as fulfillment_items
    left join line_items on fulfillment_items.item_id = line_items.id
    group by fulfillment_items.fulfillment_id
),

-- v2's labels have no metadata, and no label goes without a number.
tracking as (
    select
        fulfillment_id,
        jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'id', id, 'tracking_number', tracking_number, 'url', url, 'metadata', metadata
            )) order by created_at, id
        ) as links
    from {{ ref('stg_tracking_link') }}
    where coalesce(metadata, '{}') not in ('{}', 'null') or trim(tracking_number) = ''
    group by fulfillment_id
),

-- offset 0: kept is used several times below and must not be built several times.
described as (
    select
        fulfillments.*,
        coalesce(locations.id, primary_location.location_id) as known_location_id,
        providers.v2_id as v2_provider_id,
        placed.shipping_option_id,
        delivery_addresses.id as delivery_address_id,
        coalesce(contents.requires_shipping, true) as requires_shipping,
        {{ kept_v1({
            'no_notification': 'fulfillments.no_notification',
            'idempotency_key': 'fulfillments.idempotency_key',
            'swap_id': 'fulfillments.swap_id',
            'claim_order_id': 'fulfillments.claim_order_id',
            'provider_id': 'fulfillments.provider_id',
            'location_id': 'case when locations.id is null then fulfillments.location_id end',
            'tracking_links': 'tracking.links',
        }, 'fulfillments.v1_custom') }} as kept
    from fulfillments
    inner join placed on fulfillments.id = placed.fulfillment_id
    left join primary_location on true
    left join locations on fulfillments.location_id = locations.id
    left join providers on fulfillments.provider_id = providers.v1_id
    left join delivery_addresses on fulfillments.id = delivery_addresses.fulfillment_id
    left join contents on fulfillments.id = contents.fulfillment_id
    left join tracking on fulfillments.id = tracking.fulfillment_id
    offset 0
),

final as (
    select
        id,
        known_location_id as location_id,
        -- Makes v2 call it fulfilled.
        created_at as packed_at,
        shipped_at,
        {% if var('mark_shipped_as_delivered') %}shipped_at{% else %}null::timestamptz{% endif %} as delivered_at,
        canceled_at,
        data,
        v2_provider_id as provider_id,
        shipping_option_id,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        delivery_address_id,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        null::text as marked_shipped_by,
        null::text as created_by,
        requires_shipping,
        'fulfillment' as v1_table,
        v1_id
    from described
)

select * from final
