{#- v1 counts one discount per order and only on lines that allow it; what it stores beyond that is kept in the
    line's metadata. The rest follows its line. -#}
with left_out as (
    select adjustments.*
    from {{ ref('stg_line_item_adjustment') }} as adjustments
    left join {{ ref('v2_order_line_item_adjustment') }} as migrated on adjustments.id = migrated.id
    left join {{ ref('v2_cart_line_item_adjustment') }} as cart_adjustments on adjustments.id = cart_adjustments.id
    where migrated.id is null and cart_adjustments.id is null
),

judged as (
    select
        left_out.v1_id,
        left_out.item_id,
        left_out.amount,
        case
            when left_out.amount in ('NaN', 'Infinity', '-Infinity') then 'impossible_number'
            when owned.line_item_id is not null then 'adjustment_not_counted'
            when cart_lines.id is not null then 'impossible_number'
            else 'line_not_migrated'
        end as reason
    from left_out
    left join {{ ref('int_line_item__owned') }} as owned on left_out.item_id = owned.line_item_id
    left join {{ ref('v2_cart_line_item') }} as cart_lines on left_out.item_id = cart_lines.id
),

final as (
    select
        'line_item_adjustment' as v1_table,
        v1_id,
        case reason
            when 'impossible_number' then 'quarantined'
            when 'adjustment_not_counted' then 'merged'
            else 'left'
        end as fate,
        reason,
        case when reason = 'adjustment_not_counted' then 'order_line_item' end as v2_table,
        case when reason = 'adjustment_not_counted' then item_id end as v2_id,
        'amount ' || amount as detail
    from judged
)

select * from final
