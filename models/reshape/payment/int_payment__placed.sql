{#- Which v2 payment collection, and so which order, a v1 payment belongs to: a swap's payment has one of
    its own, a payment in a v1 collection stays there, all others share the order's main one. Payments
    without an order are not in here. Amounts are v1's integers; factor makes them v2's. -#}
-- Only what is needed: `data` is large, and this is read three times.
with payments as (
    select
        id,
        order_id,
        swap_id,
        cart_id,
        currency_code,
        amount,
        amount_refunded,
        captured_at,
        canceled_at,
        created_at,
        updated_at
    from {{ ref('stg_payment') }}
),

orders as (
    select id from {{ ref('v2_order') }}
    where v1_table = 'order'
),

v1_orders as (
    select * from {{ ref('stg_order') }}
),

swaps as (
    select * from {{ ref('stg_swap') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

memberships as (
    select distinct on (members.payment_id)
        members.payment_id,
        collections.payment_collection_id,
        collections.order_id,
        collections.is_deleted
    from {{ ref('stg_payment_collection_payments') }} as members
    inner join {{ ref('int_payment_collection__placed') }} as collections
        on members.payment_collection_id = collections.payment_collection_id
    inner join payments on members.payment_id = payments.id
    order by
        members.payment_id asc, coalesce(collections.order_id = payments.order_id, false) desc, collections.payment_collection_id asc
),

-- A checkout that broke off between payment and order leaves the payment with its cart only. It is
-- the order's, unless the order was paid by another one.
paid_carts as (
    select
        payments.id as payment_id,
        v1_orders.id as order_id
    from payments
    inner join v1_orders on payments.cart_id = v1_orders.cart_id
    left join payments as others on v1_orders.id = others.order_id and others.canceled_at is null
    where
        payments.order_id is null
        and payments.swap_id is null
        and payments.canceled_at is null
        and others.id is null
),

owned as (
    select
        payments.id as payment_id,
        payments.swap_id,
        memberships.payment_collection_id,
        case when not memberships.is_deleted then memberships.order_id end as collection_order_id,
        payments.amount,
        payments.amount_refunded,
        payments.captured_at,
        payments.canceled_at,
        payments.created_at,
        payments.updated_at,
        lower(trim(payments.currency_code)) as currency_code,
        case
            when payments.swap_id is not null then coalesce(payments.order_id, swaps.order_id)
            else coalesce(payments.order_id, memberships.order_id, paid_carts.order_id)
        end as order_id
    from payments
    left join swaps on payments.swap_id = swaps.id
    left join memberships on payments.id = memberships.payment_id
    left join paid_carts on payments.id = paid_carts.payment_id
),

final as (
    select
        owned.payment_id,
        owned.order_id,
        owned.swap_id,
        case
            when owned.swap_id is not null then {{ v2_id('pay_col', "'swap:' || owned.payment_id") }}
            -- The collection of another order says nothing about this payment, and v2 shows none of a deleted one.
            when owned.collection_order_id = owned.order_id then owned.payment_collection_id
            else {{ v2_id('pay_col', "'order:' || owned.order_id") }}
        end as payment_collection_id,
        owned.currency_code,
        units.factor,
        owned.amount,
        coalesce(owned.amount_refunded, 0) as amount_refunded,
        -- v1 cancels an order's payments without clearing captured_at: canceled wins.
        owned.captured_at is not null and owned.canceled_at is null as is_captured,
        owned.canceled_at is not null as is_canceled,
        owned.captured_at,
        owned.created_at,
        owned.updated_at
    from owned
    inner join orders on owned.order_id = orders.id
    inner join units on owned.currency_code = units.code
)

select * from final
