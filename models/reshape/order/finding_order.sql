{#- Orders whose v2 differs from v1, or that were strange in v1 already. -#}
with orders as (
    select * from {{ ref('int_order__gathered') }}
),

placed as (
    select * from orders
    where v1_table = 'order'
),

lines as (
    select * from {{ ref('int_line_item__owned') }}
),

shipping_methods as (
    select
        owned.*,
        methods.shipping_option_id as v1_option_id,
        migrated.shipping_option_id
    from {{ ref('int_shipping_method__owned') }} as owned
    inner join {{ ref('stg_shipping_method') }} as methods on owned.shipping_method_id = methods.id
    inner join {{ ref('v2_order_shipping_method') }} as migrated on owned.shipping_method_id = migrated.id
    where methods.shipping_option_id is distinct from migrated.shipping_option_id
),

found as (
    select
        'info' as severity,
        'order_without_lines' as rule,
        'order' as v1_table,
        placed.order_id as v1_id,
        null as detail
    from placed
    left join lines on placed.order_id = lines.order_id and lines.role = 'order'
    where lines.line_item_id is null
    union all
    select
        'info' as severity,
        'order_number_too_high' as rule,
        'order' as v1_table,
        id as v1_id,
        display_id::text as detail
    from {{ ref('v2_order') }}
    where display_id > {{ highest_number() }}
    union all
    select
        'info' as severity,
        'negative_price' as rule,
        'line_item' as v1_table,
        line_item_id as v1_id,
        unit_price::text as detail
    from lines
    where unit_price < 0
    union all
    select
        'changed' as severity,
        'inclusive_without_tax_lines' as rule,
        'line_item' as v1_table,
        line_item_id as v1_id,
        'order ' || order_id as detail
    from lines
    where is_tax_inclusive and tax_source is null
    union all
    select
        'info' as severity,
        'several_discounts' as rule,
        'order' as v1_table,
        order_id as v1_id,
        'counted: ' || discount_id as detail
    from orders
    where counted_discounts > 1
    union all
    select
        'info' as severity,
        'currency_mismatch' as rule,
        'order' as v1_table,
        placed.order_id as v1_id,
        'order ' || placed.currency_code || ', region ' || lower(regions.currency_code) as detail
    from placed
    inner join {{ ref('stg_region') }} as regions on placed.region_id = regions.id
    where lower(trim(regions.currency_code)) <> placed.currency_code
    union all
    select
        'changed' as severity,
        case
            when shipping_option_id is not null then 'shipping_option_replaced'
            when is_open and role = 'order' then 'shipping_option_gone_open_order'
            else 'shipping_option_gone'
        end as rule,
        'shipping_method' as v1_table,
        shipping_method_id as v1_id,
        'order ' || order_id || ', option ' || coalesce(v1_option_id, 'none') as detail
    from shipping_methods
    union all
    select
        'changed' as severity,
        'quantity_capped' as rule,
        'line_item' as v1_table,
        lines.line_item_id as v1_id,
        concat_ws(
            ', ',
            'ordered ' || line_items.quantity,
            'fulfilled ' || line_items.fulfilled_quantity,
            'returned ' || line_items.returned_quantity
        ) as detail
    from lines
    inner join {{ ref('stg_line_item') }} as line_items on lines.line_item_id = line_items.id
    where
        coalesce(line_items.fulfilled_quantity, 0) <> lines.fulfilled_quantity
        or coalesce(line_items.returned_quantity, 0) <> lines.returned_quantity
        or coalesce(line_items.shipped_quantity, 0) <> lines.shipped_quantity
    union all
    select
        'info' as severity,
        'total_rounded' as rule,
        'order' as v1_table,
        order_id as v1_id,
        'by ' || trim_scale(round(rho, 6)) || ' units, on line ' || line_item_id as detail
    from {{ ref('int_line_item__rounded') }}
    union all
    select
        'info' as severity,
        'total_settled' as rule,
        'order' as v1_table,
        order_id as v1_id,
        'credit line of ' || trim_scale(round(settlement, 6)) || ' units' as detail
    from {{ ref('int_order__settlement') }}
    where settlement <> 0
    union all
    select
        'lost' as severity,
        'no_credit_lines' as rule,
        'order' as v1_table,
        order_id as v1_id,
        reference || ' ' || trim_scale(amount) as detail
    from {{ ref('v2_order_credit_line') }}
    where not {{ live_has('order_credit_line') }}
    union all
    select
        'changed' as severity,
        'credit_below_zero_ignored' as rule,
        'order' as v1_table,
        order_id as v1_id,
        trim_scale(sum(amount)) || ' in all' as detail
    from {{ ref('v2_order_credit_line') }}
    -- From 2.10.0 until 2.20.0 Medusa's totals took every sum of credit lines up to nearly 0 for 0.
    where {{ live_ran_migration('Migration20250825132614') }} and not {{ live_ran_migration('Migration20260815185216') }}
    group by order_id
    having sum(amount) < 0
    union all
    select
        'changed' as severity,
        'draft_renumbered' as rule,
        'draft_order' as v1_table,
        drafts.id as v1_id,
        drafts.display_id || ' became ' || migrated.display_id as detail
    from {{ ref('v2_order') }} as migrated
    inner join {{ ref('stg_draft_order') }} as drafts on migrated.id = drafts.id
    union all
    select
        'changed' as severity,
        'customer_not_migrated' as rule,
        'order' as v1_table,
        placed.order_id as v1_id,
        'customer ' || placed.customer_id as detail
    from placed
    inner join {{ ref('v2_order') }} as migrated on placed.order_id = migrated.id
    where placed.customer_id is not null and migrated.customer_id is null
)

select * from found
