with claims as (
    select * from {{ ref('stg_claim_order') }}
),

placed as (
    select * from {{ ref('int_claim__placed') }}
),

returns as (
    select
        claim_id,
        min(return_id) as return_id
    from {{ ref('int_return__placed') }}
    group by claim_id
),

-- Replacements of a canceled claim were never sent, so the order does not hold them.
lines as (
    select
        line_items.claim_order_id,
        jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'id', line_items.id,
                'variant_id', line_items.variant_id,
                'title', line_items.title,
                'description', line_items.description,
                'quantity', line_items.quantity,
                'unit_price', line_items.unit_price,
                'metadata', line_items.metadata
            )) order by line_items.created_at, line_items.id
        ) as items
    from {{ ref('stg_line_item') }} as line_items
    left join {{ ref('int_line_item__owned') }} as owned on line_items.id = owned.line_item_id
    where line_items.claim_order_id is not null and owned.line_item_id is null
    group by line_items.claim_order_id
),

methods as (
    select
        shipping_methods.claim_order_id,
        jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'id', shipping_methods.id,
                'shipping_option_id', shipping_methods.shipping_option_id,
                'price', shipping_methods.price,
                'data', shipping_methods.data
            )) order by shipping_methods.id
        ) as shipping_methods
    from {{ ref('stg_shipping_method') }} as shipping_methods
    inner join claims on shipping_methods.claim_order_id = claims.id
    where claims.canceled_at is not null or claims.deleted_at is not null
    group by shipping_methods.claim_order_id
),

unresolved as (
    select
        resolved.claim_order_id,
        jsonb_agg(
            jsonb_strip_nulls(to_jsonb(claim_items) - array['claim_order_id', 'v1_custom', 'v1_id'])
            order by claim_items.id
        ) as claim_items
    from {{ ref('int_claim_item__resolved') }} as resolved
    inner join {{ ref('stg_claim_item') }} as claim_items on resolved.claim_item_id = claim_items.id
    where resolved.line_item_id is null
    group by resolved.claim_order_id
),

addresses as (
    select * from {{ ref('stg_address') }}
),

notes as (
    select * from {{ ref('int_note__by_resource') }}
    where resource_type = 'claim'
),

final as (
    select
        claims.id,
        placed.order_id,
        returns.return_id,
        1 as order_version,
        placed.display_id,
        case when claims.type = 'replace' then 'replace' else 'refund' end as type,
        claims.no_notification,
        claims.refund_amount * placed.factor as refund_amount,
        {{ big_number('claims.refund_amount * placed.factor') }} as raw_refund_amount,
        {{ metadata_with_v1('claims.metadata', kept_v1({
            'payment_status': 'claims.payment_status',
            'fulfillment_status': 'claims.fulfillment_status',
            'idempotency_key': 'claims.idempotency_key',
            'shipping_address': "to_jsonb(addresses) - array['v1_custom', 'v1_id']",
            'claim_items': 'unresolved.claim_items',
            'items': 'lines.items',
            'shipping_methods': 'methods.shipping_methods',
            'notes': 'notes.notes',
        }, 'claims.v1_custom')) }} as metadata,
        claims.created_at,
        claims.updated_at,
        claims.deleted_at,
        claims.canceled_at,
        null::text as created_by,
        'claim_order' as v1_table,
        claims.v1_id
    from claims
    inner join placed on claims.id = placed.claim_id
    left join returns on claims.id = returns.claim_id
    left join lines on claims.id = lines.claim_order_id
    left join methods on claims.id = methods.claim_order_id
    left join unresolved on claims.id = unresolved.claim_order_id
    left join addresses on claims.shipping_address_id = addresses.id
    left join notes on claims.id = notes.resource_id
)

select * from final
