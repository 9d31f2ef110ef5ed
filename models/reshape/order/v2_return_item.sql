with return_items as (
    select * from {{ ref('stg_return_item') }}
),

resolved as (
    select * from {{ ref('int_return_item__resolved') }}
    where line_item_id is not null
),

returns as (
    select * from {{ ref('v2_return') }}
),

return_reasons as (
    select id from {{ ref('v2_return_reason') }}
),

counted as (
    select
        return_items.v1_id,
        return_items.return_id,
        return_items.item_id,
        resolved.line_item_id,
        return_reasons.id as reason_id,
        return_items.note,
        return_items.metadata,
        return_items.v1_custom,
        return_items.is_requested,
        -- v1 overwrites quantity with what was received.
        coalesce(return_items.requested_quantity, return_items.quantity) as quantity,
        case
            when returns.status = 'received' then coalesce(return_items.received_quantity, return_items.quantity)
            else 0
        end as received_quantity,
        returns.created_at,
        returns.updated_at
    from return_items
    inner join resolved on return_items.v1_id = resolved.v1_id
    inner join returns on return_items.return_id = returns.id
    left join return_reasons on return_items.reason_id = return_reasons.id
),

-- An order edit may have put one line in the place of two that one return takes back.
summed as (
    select
        *,
        sum(quantity) over line as total_quantity,
        sum(received_quantity) over line as total_received,
        row_number() over (line order by item_id) as position
    from counted
    window line as (partition by return_id, line_item_id)
),

final as (
    select
        {{ v2_id('retitem', "'return_item:' || v1_id") }} as id,
        return_id,
        reason_id,
        line_item_id as item_id,
        total_quantity as quantity,
        {{ big_number('total_quantity') }} as raw_quantity,
        total_received as received_quantity,
        {{ big_number('total_received') }} as raw_received_quantity,
        note,
        {{ metadata_with_v1('metadata', kept_v1({
            'is_requested': 'case when not is_requested then is_requested end',
        })) }} as metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        0 as damaged_quantity,
        {{ big_number('0') }} as raw_damaged_quantity,
        'return_item' as v1_table,
        v1_id
    from summed
    where position = 1
)

select * from final
