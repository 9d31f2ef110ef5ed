with item_changes as (
    select * from {{ ref('stg_order_item_change') }}
),

order_changes as (
    select * from {{ ref('v2_order_change') }}
),

line_items as (
    select
        id,
        title,
        variant_id,
        quantity,
        unit_price
    from {{ ref('stg_line_item') }}
),

lines as (
    select * from {{ ref('map_line_item') }}
),

owned_lines as (
    select
        line_item_id,
        order_id,
        factor
    from {{ ref('int_line_item__owned') }}
),

orders as (
    select
        id,
        currency_code
    from {{ ref('v2_order') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

numbered as (
    {{ numbered('order_change_action', ref('whole_order_item_change')) }}
),

detailed as (
    select
        item_changes.id,
        item_changes.v1_id,
        item_changes.created_at,
        item_changes.updated_at,
        item_changes.deleted_at,
        order_changes.id as order_change_id,
        order_changes.order_id,
        order_changes.status,
        numbered.number as ordering,
        case item_changes.type when 'item_add' then 'ITEM_ADD' else 'ITEM_UPDATE' end as action,
        -- v2 tells a removal by a quantity of 0.
        case item_changes.type
            when 'item_remove'
                then jsonb_build_object(
                    'reference_id', item_changes.original_line_item_id, 'quantity', 0, 'quantity_diff', -originals.quantity
                )
            else jsonb_build_object(
                'reference_id', coalesce(owned_lines.line_item_id, item_changes.line_item_id),
                'quantity', changed.quantity,
                'quantity_diff', case item_changes.type when 'item_update' then changed.quantity - originals.quantity end,
                'unit_price', changed.unit_price * units.factor
            )
        end as details,
        case
            when owned_lines.line_item_id is null then jsonb_build_object(
                'title', coalesce(changed.title, originals.title),
                'variant_id', coalesce(changed.variant_id, originals.variant_id),
                'quantity', coalesce(changed.quantity, originals.quantity),
                'unit_price', coalesce(changed.unit_price, originals.unit_price)
            )
        end as line_in_v1,
        item_changes.v1_custom
    from item_changes
    inner join order_changes on item_changes.order_edit_id = order_changes.id
    inner join orders on order_changes.order_id = orders.id
    inner join units on orders.currency_code = units.code
    inner join numbered on item_changes.id = numbered.id
    left join line_items as changed on item_changes.line_item_id = changed.id
    left join line_items as originals on item_changes.original_line_item_id = originals.id
    left join lines on item_changes.line_item_id = lines.v1_id
    left join owned_lines on lines.v2_id = owned_lines.line_item_id and order_changes.order_id = owned_lines.order_id
),

final as (
    select
        id,
        order_id,
        1 as version,
        ordering,
        order_change_id,
        null::text as reference,
        null::text as reference_id,
        action,
        {{ metadata_with_v1('jsonb_strip_nulls(details)', kept_v1({
            'title': "line_in_v1 -> 'title'",
            'variant_id': "line_in_v1 -> 'variant_id'",
            'quantity': "line_in_v1 -> 'quantity'",
            'unit_price': "line_in_v1 -> 'unit_price'",
        })) }} as details,
        null::numeric as amount,
        null::jsonb as raw_amount,
        null::text as internal_note,
        status = 'confirmed' as applied,
        created_at,
        updated_at,
        deleted_at,
        null::text as return_id,
        null::text as claim_id,
        null::text as exchange_id,
        'order_item_change' as v1_table,
        v1_id
    from detailed
)

select * from final
