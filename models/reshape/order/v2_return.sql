with returns as (
    select * from {{ ref('stg_return') }}
),

placed as (
    select * from {{ ref('int_return__placed') }}
),

locations as (
    select id from {{ ref('v2_stock_location') }}
),

primary_location as (
    select * from {{ ref('int_stock_location__primary') }}
),

notes as (
    select * from {{ ref('int_note__by_resource') }}
    where resource_type = 'return'
),

unresolved as (
    select
        resolved.return_id,
        jsonb_agg(
            jsonb_strip_nulls(to_jsonb(return_items) - array['return_id', 'v1_custom', 'v1_id'])
            order by return_items.item_id
        ) as items
    from {{ ref('int_return_item__resolved') }} as resolved
    inner join {{ ref('stg_return_item') }} as return_items on resolved.v1_id = return_items.v1_id
    where resolved.line_item_id is null
    group by resolved.return_id
),

final as (
    select
        returns.id,
        placed.order_id,
        placed.claim_id,
        placed.exchange_id,
        1 as order_version,
        placed.display_id,
        -- requires_action: received and booked, but v1 could not refund it.
        case
            when returns.status = 'requires_action' then 'received'
            when returns.status in ('requested', 'received', 'canceled') then returns.status
            else 'requested'
        end as status,
        returns.no_notification,
        returns.refund_amount * placed.factor as refund_amount,
        {{ big_number('returns.refund_amount * placed.factor') }} as raw_refund_amount,
        {{ metadata_with_v1('returns.metadata', kept_v1({
            'shipping_data': "nullif(returns.shipping_data, '{}')",
            'idempotency_key': 'returns.idempotency_key',
            'status': 'returns.status',
            'swap_id': 'returns.swap_id',
            'claim_order_id': 'case when placed.claim_id is null then returns.claim_order_id end',
            'location_id': 'case when locations.id is null then returns.location_id end',
            'items': 'unresolved.items',
            'notes': 'notes.notes',
        }, 'returns.v1_custom')) }} as metadata,
        returns.created_at,
        returns.updated_at,
        null::timestamptz as deleted_at,
        case
            when returns.status in ('received', 'requires_action') then coalesce(returns.received_at, returns.updated_at)
        end as received_at,
        case when returns.status = 'canceled' then returns.updated_at end as canceled_at,
        -- v2 cannot receive a return that comes to no location.
        case
            when returns.status in ('received', 'requires_action', 'canceled') then locations.id
            else coalesce(locations.id, primary_location.location_id)
        end as location_id,
        returns.created_at as requested_at,
        null::text as created_by,
        'return' as v1_table,
        returns.v1_id
    from returns
    inner join placed on returns.id = placed.return_id
    left join primary_location on true
    left join locations on returns.location_id = locations.id
    left join unresolved on returns.id = unresolved.return_id
    left join notes on returns.id = notes.resource_id
)

select * from final
