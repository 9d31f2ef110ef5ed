with return_items as (
    select * from {{ ref('v2_return_item') }}
),

v1_returns as (
    select * from {{ ref('stg_return') }}
),

returns as (
    select * from {{ ref('v2_return') }}
),

owned_lines as (
    select * from {{ ref('int_line_item__owned') }}
),

received as (
    select
        return_items.item_id,
        sum(return_items.received_quantity) as received_quantity
    from return_items
    inner join returns on return_items.return_id = returns.id
    where returns.status = 'received'
    group by return_items.item_id
),

requested as (
    select
        return_items.item_id,
        sum(return_items.quantity) as quantity
    from return_items
    inner join returns on return_items.return_id = returns.id
    where returns.status = 'requested'
    group by return_items.item_id
),

swaps as (
    select * from {{ ref('int_swap__judged') }}
),

order_changes as (
    select * from {{ ref('v2_order_change') }}
),

lost_items as (
    select
        v1_table,
        v1_id,
        v2_id
    from {{ ref('fate_return_item') }}
    where reason = 'line_not_in_order'
    union all
    select
        v1_table,
        v1_id,
        v2_id
    from {{ ref('fate_claim_item') }}
    where reason = 'line_not_in_order'
),

final as (
    select
        'info' as severity,
        'return_qty_mismatch' as rule,
        'line_item' as v1_table,
        owned_lines.line_item_id as v1_id,
        'line ' || owned_lines.returned_quantity || ', returns ' || coalesce(received.received_quantity, 0) as detail
    from owned_lines
    left join received on owned_lines.line_item_id = received.item_id
    where owned_lines.returned_quantity <> coalesce(received.received_quantity, 0)
    union all
    select
        'changed' as severity,
        'return_request_capped' as rule,
        'line_item' as v1_table,
        owned_lines.line_item_id as v1_id,
        'asked ' || requested.quantity || ', possible ' || owned_lines.requested_quantity as detail
    from owned_lines
    inner join requested on owned_lines.line_item_id = requested.item_id
    where owned_lines.requested_quantity < requested.quantity
    union all
    select
        'changed' as severity,
        'swap_open' as rule,
        'swap' as v1_table,
        swap_id as v1_id,
        order_id as detail
    from swaps
    where state = 'open'
    union all
    select
        'changed' as severity,
        'return_stands_alone' as rule,
        'return' as v1_table,
        v1_returns.v1_id,
        coalesce('claim ' || v1_returns.claim_order_id, 'swap ' || v1_returns.swap_id) as detail
    from v1_returns
    inner join returns on v1_returns.id = returns.id
    left join swaps on v1_returns.swap_id = swaps.swap_id
    where
        (v1_returns.claim_order_id is not null and returns.claim_id is null)
        or (v1_returns.swap_id is not null and swaps.order_id is distinct from returns.order_id)
    union all
    select
        'changed' as severity,
        'edit_open' as rule,
        'order_edit' as v1_table,
        v1_id,
        order_id as detail
    from order_changes
    where metadata #>> '{medusa_v1,status}' in ('requested', 'created')
    union all
    select
        'changed' as severity,
        'line_not_in_order' as rule,
        v1_table,
        v1_id,
        v2_id as detail
    from lost_items
)

select * from final
