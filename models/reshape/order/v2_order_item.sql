with owned as (
    select
        *,
        case when {{ var('mark_shipped_as_delivered') }} then shipped_quantity else 0 end as delivered_quantity
    from {{ ref('int_line_item__owned') }}
),

final as (
    select
        {{ v2_id('orditem', "'order_item:' || line_item_id") }} as id,
        order_id,
        1 as version,
        line_item_id as item_id,
        quantity,
        {{ big_quantity('quantity') }} as raw_quantity,
        fulfilled_quantity,
        {{ big_quantity('fulfilled_quantity') }} as raw_fulfilled_quantity,
        shipped_quantity,
        {{ big_quantity('shipped_quantity') }} as raw_shipped_quantity,
        requested_quantity as return_requested_quantity,
        {{ big_quantity('requested_quantity') }} as raw_return_requested_quantity,
        returned_quantity as return_received_quantity,
        {{ big_quantity('returned_quantity') }} as raw_return_received_quantity,
        0::numeric as return_dismissed_quantity,
        '{"value": "0", "precision": 20}'::jsonb as raw_return_dismissed_quantity,
        written_off_quantity,
        {{ big_quantity('written_off_quantity') }} as raw_written_off_quantity,
        null::jsonb as metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        delivered_quantity,
        {{ big_quantity('delivered_quantity') }} as raw_delivered_quantity,
        -- A price here would override the line's in every total.
        null::numeric as unit_price,
        null::jsonb as raw_unit_price,
        null::numeric as compare_at_unit_price,
        null::jsonb as raw_compare_at_unit_price,
        'line_item' as v1_table,
        line_item_id as v1_id
    from owned
)

select * from final
