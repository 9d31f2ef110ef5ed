{#- v1 keeps every line ever made: those of carts, swaps, claims and unconfirmed edits too. -#}
with left_out as (
    select line_items.*
    from {{ ref('stg_line_item') }} as line_items
    left join {{ ref('int_line_item__owned') }} as owned on line_items.id = owned.line_item_id
    left join {{ ref('v2_cart_line_item') }} as cart_lines on line_items.id = cart_lines.id
    where owned.line_item_id is null and cart_lines.id is null
),

-- Swaps that put no goods on their order. An exchange in v2 keeps their lines and methods in its metadata.
swaps as (
    select
        swap_id as id,
        state <> 'open' or '{{ var("open_swaps") }}' = 'cancel' as is_kept
    from {{ ref('int_swap__judged') }}
    where state <> 'active'
),

claims as (
    select * from {{ ref('stg_claim_order') }}
    where canceled_at is not null or deleted_at is not null
),

successors as (
    select
        lines.v1_id,
        lines.v2_id
    from {{ ref('map_line_item') }} as lines
    inner join {{ ref('int_line_item__owned') }} as owned on lines.v2_id = owned.line_item_id
    where lines.v1_id <> lines.v2_id
),

judged as (
    select
        left_out.v1_id,
        swaps.is_kept as is_kept_with_swap,
        left_out.swap_id,
        left_out.claim_order_id,
        successors.v2_id,
        case
            when left_out.is_return then 'line_of_returned_goods'
            when left_out.quantity <= 0 then 'impossible_quantity'
            when left_out.order_id is not null then 'order_not_migrated'
            when swaps.is_kept then 'swap_not_completed'
            when swaps.id is not null then 'swap_left_out'
            when left_out.swap_id is not null then 'order_not_migrated'
            when claims.id is not null then 'claim_canceled'
            when left_out.claim_order_id is not null then 'order_not_migrated'
            when successors.v2_id is not null then 'line_replaced_by_edit'
            when left_out.order_edit_id is not null then 'edit_not_confirmed'
            else 'cart_not_migrated'
        end as reason
    from left_out
    left join swaps on left_out.swap_id = swaps.id
    left join claims on left_out.claim_order_id = claims.id
    left join successors on left_out.id = successors.v1_id
),

final as (
    select
        'line_item' as v1_table,
        v1_id,
        case
            when reason in ('swap_not_completed', 'claim_canceled', 'line_replaced_by_edit') then 'merged'
            when reason in ('impossible_quantity', 'order_not_migrated') then 'quarantined'
            else 'left'
        end as fate,
        reason,
        case reason
            when 'swap_not_completed' then 'order_exchange'
            when 'claim_canceled' then 'order_claim'
            when 'line_replaced_by_edit' then 'order_line_item'
        end as v2_table,
        case reason
            when 'swap_not_completed' then swap_id
            when 'claim_canceled' then claim_order_id
            when 'line_replaced_by_edit' then v2_id
        end as v2_id,
        null as detail
    from judged
)

select * from final
