with owned as (
    select * from {{ ref('int_line_item__owned') }}
),

line_items as (
    select * from {{ ref('stg_line_item') }}
),

products as (
    select * from {{ ref('int_variant__described') }}
),

rounded as (
    select * from {{ ref('int_line_item__rounded') }}
    where line_item_adjustment_id is not null
),

-- Amounts v1 stores but does not count, see int_line_item__owned.
ignored as (
    select
        owned.line_item_id,
        jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'id', adjustments.id,
                'discount_id', adjustments.discount_id,
                'amount', adjustments.amount,
                'description', adjustments.description
            ))
            order by adjustments.id
        ) as adjustments
    from {{ ref('stg_line_item_adjustment') }} as adjustments
    inner join owned on adjustments.item_id = owned.line_item_id
    where adjustments.discount_id is not null and adjustments.discount_id is distinct from owned.discount_id
    group by owned.line_item_id
),

-- offset 0: kept is used several times below and must not be built several times.
described as (
    select
        line_items.*,
        owned.unit_price * owned.factor as price,
        products.product_id as known_product_id,
        products.product_title,
        products.product_description,
        products.product_subtitle,
        products.product_type,
        products.product_type_id,
        products.product_collection,
        products.product_handle,
        products.variant_sku,
        products.variant_barcode,
        products.variant_title,
        products.variant_option_values,
        {{ kept_v1({
            'should_merge': 'case when not line_items.should_merge then false end',
            'original_item_id': 'line_items.original_item_id',
            'order_edit_id': 'line_items.order_edit_id',
            'is_giftcard': "case when line_items.is_giftcard and not " ~ live_has('order_line_item', 'is_giftcard') ~ " then true end",
            'ignored_adjustments': 'ignored.adjustments',
            'rounding': "case when rounded.line_item_id is not null then "
                ~ "jsonb_build_object('adjustment_id', rounded.line_item_adjustment_id, 'amount', rounded.original_amount) end",
        }, 'line_items.v1_custom') }} as kept
    from owned
    inner join line_items on owned.line_item_id = line_items.id
    left join products on line_items.variant_id = products.variant_id
    left join ignored on line_items.id = ignored.line_item_id
    left join rounded on line_items.id = rounded.line_item_id
    offset 0 -- noqa: AM09
),

final as (
    select
        id,
        null as totals_id,
        case when trim(title) <> '' then title else coalesce(product_title, 'Item') end as title,
        description as subtitle,
        thumbnail,
        variant_id,
        coalesce(product_id, known_product_id) as product_id,
        case when trim(title) <> '' then title else product_title end as product_title,
        product_description,
        product_subtitle,
        product_type,
        product_collection,
        product_handle,
        variant_sku,
        variant_barcode,
        coalesce(description, variant_title) as variant_title,
        variant_option_values,
        coalesce(has_shipping, true) as requires_shipping,
        coalesce(allow_discounts, true) as is_discountable,
        is_tax_inclusive,
        null::numeric as compare_at_unit_price,
        null::jsonb as raw_compare_at_unit_price,
        price as unit_price,
        {{ big_number('price') }} as raw_unit_price,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        variant_id is null as is_custom_price,
        product_type_id,
        coalesce(is_giftcard, false) as is_giftcard,
        'line_item' as v1_table,
        v1_id
    from described
)

select * from final
