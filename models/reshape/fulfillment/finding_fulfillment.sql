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

-- v2 fulfils a line only under an option of its product's profile: the order's own, or another one that is asked for.
order_profiles as (
    select distinct
        order_shipping.order_id,
        shipping_options.shipping_profile_id
    from {{ ref('v2_order_shipping') }} as order_shipping
    inner join {{ ref('v2_order_shipping_method') }} as methods on order_shipping.shipping_method_id = methods.id
    inner join {{ ref('v2_shipping_option') }} as shipping_options on methods.shipping_option_id = shipping_options.id
    where order_shipping.deleted_at is null and shipping_options.deleted_at is null
),

open_lines as (
    select
        open_items.line_item_id,
        open_items.order_id,
        variants.product_id,
        coalesce(product_profiles.shipping_profile_id, 'none') as shipping_profile_id
    from {{ ref('int_line_item__open') }} as open_items
    inner join {{ ref('v2_order_line_item') }} as order_lines
        on open_items.line_item_id = order_lines.id and order_lines.requires_shipping
    inner join {{ ref('v2_product_variant') }} as variants on open_items.variant_id = variants.id and variants.deleted_at is null
    left join {{ ref('v2_product_shipping_profile') }} as product_profiles on variants.product_id = product_profiles.product_id
),

final as (
    select
        'info' as severity,
        'profile_differs_open_order' as rule,
        'line_item' as v1_table,
        open_lines.line_item_id as v1_id,
        'order ' || open_lines.order_id || ', product ' || open_lines.product_id || ', profile ' || open_lines.shipping_profile_id as detail
    from open_lines
    left join order_profiles as fitting
        on open_lines.order_id = fitting.order_id and open_lines.shipping_profile_id = fitting.shipping_profile_id
    where
        fitting.order_id is null
        and open_lines.order_id in (select order_profiles.order_id from order_profiles)
    union all
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
