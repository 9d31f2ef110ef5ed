{#- Every v1 return item with the order line it is about today; null where that line is not one of the
    return's order: the dashboard cannot show such an item. -#}
with return_items as (
    select * from {{ ref('stg_return_item') }}
),

returns as (
    select * from {{ ref('int_return__placed') }}
),

lines as (
    select * from {{ ref('map_line_item') }}
),

owned_lines as (
    select
        line_item_id,
        order_id
    from {{ ref('int_line_item__owned') }}
),

final as (
    select
        return_items.v1_id,
        return_items.return_id,
        owned_lines.line_item_id
    from return_items
    inner join returns on return_items.return_id = returns.return_id
    left join lines on return_items.item_id = lines.v1_id
    left join owned_lines on lines.v2_id = owned_lines.line_item_id and returns.order_id = owned_lines.order_id
)

select * from final
