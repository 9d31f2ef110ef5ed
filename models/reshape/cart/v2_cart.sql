with carts as (
    select * from {{ ref('int_cart__open') }}
),

address_ids as (
    select id from {{ ref('stg_address') }}
),

customers as (
    select id from {{ ref('v2_customer') }}
),

sales_channels as (
    select id from {{ ref('v2_sales_channel') }}
),

stores as (
    select min(default_sales_channel_id) as default_sales_channel_id from {{ ref('stg_store') }}
),

gift_cards as (
    select
        cart_id,
        jsonb_agg(gift_card_id order by gift_card_id) as gift_card_ids
    from {{ ref('stg_cart_gift_cards') }}
    group by cart_id
),

custom_shipping_options as (
    select
        cart_id,
        jsonb_agg(jsonb_build_object('shipping_option_id', shipping_option_id, 'price', price) order by id) as options
    from {{ ref('stg_custom_shipping_option') }}
    where deleted_at is null and cart_id is not null
    group by cart_id
),

described as (
    select
        carts.*,
        customers.id as known_customer_id,
        shipping.id as known_shipping_address_id,
        billing.id as known_billing_address_id,
        coalesce(
            sales_channels.id, nullif('{{ var("default_sales_channel_id") }}', ''), stores.default_sales_channel_id
        ) as known_sales_channel_id,
        {{ kept_v1({
            'context': "nullif(carts.context, '{}')",
            'gift_cards': 'gift_cards.gift_card_ids',
            'custom_shipping_options': 'custom_shipping_options.options',
        }, 'carts.v1_custom') }} as kept
    from carts
    cross join stores
    left join customers on carts.customer_id = customers.id
    left join address_ids as shipping on carts.shipping_address_id = shipping.id
    left join address_ids as billing on carts.billing_address_id = billing.id
    left join sales_channels on carts.sales_channel_id = sales_channels.id
    left join gift_cards on carts.id = gift_cards.cart_id
    left join custom_shipping_options on carts.id = custom_shipping_options.cart_id
),

final as (
    select
        id,
        region_id,
        known_customer_id as customer_id,
        known_sales_channel_id as sales_channel_id,
        nullif(lower(trim(email)), '') as email,
        currency_code,
        case
            when known_shipping_address_id is not null then {{ v2_id('caaddr', "'cart_address:shipping:' || id") }}
        end as shipping_address_id,
        case
            when known_billing_address_id is not null then {{ v2_id('caaddr', "'cart_address:billing:' || id") }}
        end as billing_address_id,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        null::timestamptz as completed_at,
        null as locale,
        'cart' as v1_table,
        v1_id
    from described
)

select * from final
