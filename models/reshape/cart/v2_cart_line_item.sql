with carts as (
    select * from {{ ref('int_cart__open') }}
),

-- v2's cart refuses negative prices, and quantities below one make no sense.
line_items as (
    select * from {{ ref('stg_line_item') }}
    where
        order_id is null
        and swap_id is null
        and claim_order_id is null
        and order_edit_id is null
        and not coalesce(is_return, false)
        and quantity > 0
        and unit_price >= 0
),

products as (
    select * from {{ ref('int_variant__described') }}
),

described as (
    select
        line_items.*,
        line_items.unit_price * carts.factor as price,
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
        }, 'line_items.v1_custom') }} as kept
    from line_items
    inner join carts on line_items.cart_id = carts.id
    left join products on line_items.variant_id = products.variant_id
),

final as (
    select
        id,
        cart_id,
        case when trim(title) <> '' then title else coalesce(product_title, 'Item') end as title,
        description as subtitle,
        thumbnail,
        quantity,
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
        product_type_id,
        variant_id is null as is_custom_price,
        coalesce(is_giftcard, false) as is_giftcard,
        'line_item' as v1_table,
        v1_id
    from described
)

select * from final
