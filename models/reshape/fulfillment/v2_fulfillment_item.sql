{#- v2 writes one row per inventory item of a variant, in that item's units, and needs to find it there
    when an unshipped fulfillment is canceled. -#}
with fulfillment_items as (
    select * from {{ ref('stg_fulfillment_item') }}
),

fulfillments as (
    select
        id,
        created_at,
        updated_at
    from {{ ref('v2_fulfillment') }}
),

placed as (
    select * from {{ ref('int_fulfillment__placed') }}
),

v1_lines as (
    select
        id,
        variant_id,
        title
    from {{ ref('stg_line_item') }}
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

variants as (
    select * from {{ ref('stg_product_variant') }}
),

stocked as (
    select
        variant_id,
        inventory_item_id,
        required_quantity,
        row_number() over (partition by variant_id order by inventory_item_id) as position
    from {{ ref('v2_product_variant_inventory_item') }}
    where deleted_at is null
),

final as (
    select
        {{ v2_id('fulit', "'fulfillment_item:' || fulfillment_items.v1_id
            || case when stocked.position > 1 then ':' || stocked.inventory_item_id else '' end") }} as id,
        coalesce(nullif(variants.title, ''), nullif(v1_lines.title, ''), 'Item') as title,
        coalesce(variants.sku, '') as sku,
        coalesce(variants.barcode, '') as barcode,
        fulfillment_items.quantity * coalesce(stocked.required_quantity, 1)::numeric as quantity,
        {{ big_number('fulfillment_items.quantity * coalesce(stocked.required_quantity, 1)::numeric') }} as raw_quantity,
        owned_lines.line_item_id,
        stocked.inventory_item_id,
        fulfillment_items.fulfillment_id,
        fulfillments.created_at,
        fulfillments.updated_at,
        null::timestamptz as deleted_at,
        'fulfillment_item' as v1_table,
        fulfillment_items.v1_id
    from fulfillment_items
    inner join fulfillments on fulfillment_items.fulfillment_id = fulfillments.id
    inner join placed on fulfillments.id = placed.fulfillment_id
    left join v1_lines on fulfillment_items.item_id = v1_lines.id
    left join lines on fulfillment_items.item_id = lines.v1_id
    left join owned_lines on lines.v2_id = owned_lines.line_item_id and placed.order_id = owned_lines.order_id
    left join variants on v1_lines.variant_id = variants.id
    left join stocked on variants.id = stocked.variant_id and coalesce(variants.manage_inventory, true)
    where fulfillment_items.quantity is not null
)

select * from final
