with fulfillments as (
    select
        id,
        shipped_at,
        canceled_at
    from {{ ref('v2_fulfillment') }}
),

placed as (
    select * from {{ ref('int_fulfillment__placed') }}
),

owned_lines as (
    select * from {{ ref('int_line_item__owned') }}
),

lines as (
    select * from {{ ref('map_line_item') }}
),

items as (
    select
        fulfillment_items.v1_id,
        fulfillment_items.quantity,
        owned_lines.line_item_id,
        fulfillments.shipped_at,
        fulfillments.canceled_at
    from {{ ref('stg_fulfillment_item') }} as fulfillment_items
    inner join fulfillments on fulfillment_items.fulfillment_id = fulfillments.id
    inner join placed on fulfillments.id = placed.fulfillment_id
    left join lines on fulfillment_items.item_id = lines.v1_id
    left join owned_lines on lines.v2_id = owned_lines.line_item_id and placed.order_id = owned_lines.order_id
),

fulfilled as (
    select
        line_item_id,
        sum(quantity) as quantity,
        coalesce(sum(quantity) filter (where shipped_at is not null), 0) as shipped_quantity
    from items
    where canceled_at is null and line_item_id is not null
    group by line_item_id
),

final as (
    select
        'info' as severity,
        'fulfillment_item_without_line' as rule,
        'fulfillment_item' as v1_table,
        v1_id,
        null::text as detail
    from items
    where line_item_id is null
    union all
    select
        'info' as severity,
        'fulfilled_quantity_differs' as rule,
        'line_item' as v1_table,
        owned_lines.line_item_id as v1_id,
        'line ' || owned_lines.fulfilled_quantity || ', fulfillments ' || coalesce(fulfilled.quantity, 0) as detail
    from owned_lines
    left join fulfilled on owned_lines.line_item_id = fulfilled.line_item_id
    where owned_lines.fulfilled_quantity <> coalesce(fulfilled.quantity, 0)
    union all
    select
        'info' as severity,
        'shipped_quantity_differs' as rule,
        'line_item' as v1_table,
        owned_lines.line_item_id as v1_id,
        'line ' || owned_lines.shipped_quantity || ', shipments ' || fulfilled.shipped_quantity as detail
    from owned_lines
    inner join fulfilled on owned_lines.line_item_id = fulfilled.line_item_id
    where owned_lines.shipped_quantity < fulfilled.shipped_quantity
)

select * from final
