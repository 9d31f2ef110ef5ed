with carts as (
    select * from {{ ref('int_cart__open') }}
),

-- v2's cart refuses negative amounts.
shipping_methods as (
    select * from {{ ref('stg_shipping_method') }}
    where
        order_id is null
        and swap_id is null
        and claim_order_id is null
        and return_id is null
        and price >= 0
),

shipping_options as (
    select * from {{ ref('int_shipping_option__judged') }}
),

described as (
    select
        shipping_methods.*,
        shipping_methods.price * carts.factor as amount,
        coalesce(shipping_options.name, shipping_methods.data ->> 'name', 'Shipping') as name,
        case when shipping_options.is_live then shipping_methods.shipping_option_id end as live_option_id,
        {{ kept_v1({}, 'shipping_methods.v1_custom') }} as kept,
        carts.created_at,
        carts.updated_at
    from shipping_methods
    inner join carts on shipping_methods.cart_id = carts.id
    left join shipping_options on shipping_methods.shipping_option_id = shipping_options.shipping_option_id
),

final as (
    select
        id,
        cart_id,
        name,
        null::jsonb as description,
        amount,
        {{ big_number('amount') }} as raw_amount,
        is_tax_inclusive,
        live_option_id as shipping_option_id,
        data,
        case when kept <> '{}' then jsonb_build_object('medusa_v1', kept) end as metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        'shipping_method' as v1_table,
        v1_id
    from described
)

select * from final
