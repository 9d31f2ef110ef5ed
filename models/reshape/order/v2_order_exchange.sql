{#- v1 swaps. v2 has no state for an exchange: what the lines of one that never happened would be, and the
    states v1 had, are kept in metadata. -#}
with swaps as (
    select * from {{ ref('stg_swap') }}
),

judged as (
    select * from {{ ref('int_swap__judged') }}
    {% if var('open_swaps') == 'skip' %}where state <> 'open'{% endif %}
),

numbered as (
    {{ numbered('order_exchange', ref('whole_swap')) }}
),

returns as (
    select
        exchange_id,
        min(return_id) as return_id
    from {{ ref('int_return__placed') }}
    group by exchange_id
),

lines as (
    select
        line_items.swap_id,
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
    where line_items.swap_id is not null and not line_items.is_return and owned.line_item_id is null
    group by line_items.swap_id
),

methods as (
    select
        shipping_methods.swap_id,
        jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'id', shipping_methods.id,
                'shipping_option_id', shipping_methods.shipping_option_id,
                'price', shipping_methods.price,
                'data', shipping_methods.data
            )) order by shipping_methods.id
        ) as shipping_methods
    from {{ ref('stg_shipping_method') }} as shipping_methods
    inner join judged on shipping_methods.swap_id = judged.swap_id
    where judged.state <> 'active'
    group by shipping_methods.swap_id
),

custom_options as (
    select
        cart_id,
        jsonb_agg(
            jsonb_build_object('shipping_option_id', shipping_option_id, 'price', price) order by id
        ) as custom_shipping_options
    from {{ ref('stg_custom_shipping_option') }}
    where cart_id is not null
    group by cart_id
),

addresses as (
    select * from {{ ref('stg_address') }}
),

notes as (
    select * from {{ ref('int_note__by_resource') }}
    where resource_type = 'swap'
),

final as (
    select
        swaps.id,
        judged.order_id,
        returns.return_id,
        1 as order_version,
        numbered.number::integer as display_id,
        swaps.no_notification,
        coalesce(swaps.allow_backorder, false) as allow_backorder,
        swaps.difference_due * judged.factor as difference_due,
        {{ big_number('swaps.difference_due * judged.factor') }} as raw_difference_due,
        {{ metadata_with_v1('swaps.metadata', kept_v1({
            'state': 'judged.state',
            'fulfillment_status': 'swaps.fulfillment_status',
            'payment_status': 'swaps.payment_status',
            'cart_id': 'swaps.cart_id',
            'confirmed_at': 'swaps.confirmed_at',
            'idempotency_key': 'swaps.idempotency_key',
            'shipping_address': "to_jsonb(addresses) - array['v1_custom', 'v1_id']",
            'items': 'lines.items',
            'shipping_methods': 'methods.shipping_methods',
            'custom_shipping_options': 'custom_options.custom_shipping_options',
            'notes': 'notes.notes',
        }, 'swaps.v1_custom')) }} as metadata,
        swaps.created_at,
        swaps.updated_at,
        swaps.deleted_at,
        -- An exchange without this is under way, and an open swap's goods were never sent.
        case when judged.state = 'open' then swaps.updated_at else swaps.canceled_at end as canceled_at,
        null::text as created_by,
        'swap' as v1_table,
        swaps.v1_id
    from swaps
    inner join judged on swaps.id = judged.swap_id
    inner join numbered on swaps.id = numbered.id
    left join returns on swaps.id = returns.exchange_id
    left join lines on swaps.id = lines.swap_id
    left join methods on swaps.id = methods.swap_id
    left join custom_options on swaps.cart_id = custom_options.cart_id
    left join addresses on swaps.shipping_address_id = addresses.id
    left join notes on swaps.id = notes.resource_id
)

select * from final
