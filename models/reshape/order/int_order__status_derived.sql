{#- v2 stores neither payment nor fulfillment status: it derives both on read. What it will derive for
    every order, computed as 2.21.2 does (core-flows, aggregate-status), next to what v1 said and what that
    is called in v2. Null where v1's word has no counterpart. -#}
with orders as (
    select * from {{ ref('v2_order') }}
    where v1_table = 'order'
),

v1_orders as (
    select * from {{ ref('stg_order') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

collections as (
    select
        links.order_id,
        payment_collections.status,
        payment_collections.amount,
        payment_collections.captured_amount,
        payment_collections.refunded_amount,
        units.factor
    from {{ ref('v2_order_payment_collection') }} as links
    inner join {{ ref('v2_payment_collection') }} as payment_collections on links.payment_collection_id = payment_collections.id
    inner join units on payment_collections.currency_code = units.code
    where links.deleted_at is null and payment_collections.deleted_at is null
),

-- Differences of up to one minor unit do not count.
payment_counts as (
    select
        order_id,
        count(*) as collections,
        sum(amount) as amount,
        coalesce(
            sum(case when amount - captured_amount <= factor then 1 else 0.5 end)
            filter (where captured_amount > 0 or amount = 0), 0
        ) as captured,
        coalesce(
            sum(case when amount - refunded_amount <= factor then 1 else 0.5 end)
            filter (where refunded_amount > 0), 0
        ) as refunded,
        count(*) filter (where status = 'authorized') as authorized,
        count(*) filter (where status = 'canceled') as canceled,
        count(*) filter (where status = 'awaiting') as awaiting
    from collections
    group by order_id
),

fulfillment_counts as (
    select
        links.order_id,
        count(*) as fulfillments,
        count(*) filter (where fulfillments.canceled_at is not null) as canceled,
        count(*) filter (where fulfillments.canceled_at is null and fulfillments.delivered_at is not null) as delivered,
        count(*) filter (
            where fulfillments.canceled_at is null and fulfillments.delivered_at is null and fulfillments.shipped_at is not null
        ) as shipped,
        count(*) filter (
            where coalesce(fulfillments.canceled_at, fulfillments.delivered_at, fulfillments.shipped_at) is null
        ) as packed
    from {{ ref('v2_order_fulfillment') }} as links
    inner join {{ ref('v2_fulfillment') }} as fulfillments on links.fulfillment_id = fulfillments.id
    group by links.order_id
),

open_items as (
    select distinct order_id from {{ ref('v2_order_item') }}
    where fulfilled_quantity < quantity
),

counted as (
    select
        orders.id as order_id,
        v1_orders.payment_status::text as v1_payment_status,
        v1_orders.fulfillment_status::text as v1_fulfillment_status,
        payment_counts.collections,
        coalesce(payment_counts.amount, 0) as amount,
        payment_counts.captured,
        payment_counts.refunded,
        payment_counts.authorized,
        payment_counts.canceled as canceled_collections,
        payment_counts.awaiting,
        coalesce(fulfillment_counts.fulfillments, 0) as fulfillments,
        coalesce(fulfillment_counts.canceled, 0) as canceled_fulfillments,
        coalesce(fulfillment_counts.delivered, 0) as delivered,
        coalesce(fulfillment_counts.shipped, 0) as shipped,
        coalesce(fulfillment_counts.packed, 0) as packed,
        open_items.order_id is not null as has_open_items
    from orders
    inner join v1_orders on orders.id = v1_orders.id
    left join payment_counts on orders.id = payment_counts.order_id
    left join fulfillment_counts on orders.id = fulfillment_counts.order_id
    left join open_items on orders.id = open_items.order_id
),

final as (
    select
        order_id,
        collections,
        v1_payment_status,
        case
            when v1_payment_status = 'requires_action' then null
            when v1_payment_status in ('awaiting', 'not_paid') and amount = 0 then 'captured'
            when v1_payment_status = 'awaiting' and authorized > 0 then 'authorized'
            when v1_payment_status = 'awaiting' then 'not_paid'
            else v1_payment_status
        end as expected_payment_status,
        case
            when collections is null then 'not_paid'
            when refunded > 0 then case when refunded = captured then 'refunded' else 'partially_refunded' end
            when captured > 0
                then case when captured = collections - canceled_collections then 'captured' else 'partially_captured' end
            when authorized > 0
                then case when authorized = collections - canceled_collections then 'authorized' else 'partially_authorized' end
            when canceled_collections = collections then 'canceled'
            when awaiting > 0 then 'awaiting'
            else 'not_paid'
        end as payment_status,
        v1_fulfillment_status,
        case
            when v1_fulfillment_status in ('returned', 'partially_returned', 'requires_action') then null
            when v1_fulfillment_status = 'canceled' and fulfillments = 0 then 'not_fulfilled'
            {% if var('mark_shipped_as_delivered') %}when v1_fulfillment_status = 'shipped' then 'delivered'
            when v1_fulfillment_status = 'partially_shipped' then 'partially_delivered'
            {% endif %}
            else v1_fulfillment_status
        end as expected_fulfillment_status,
        case
            when delivered > 0
                then case
                    when delivered = fulfillments - canceled_fulfillments and not has_open_items then 'delivered'
                    else 'partially_delivered'
                end
            when shipped > 0
                then case
                    when shipped = fulfillments - canceled_fulfillments and not has_open_items then 'shipped'
                    else 'partially_shipped'
                end
            when packed > 0
                then case
                    when packed = fulfillments - canceled_fulfillments and not has_open_items then 'fulfilled'
                    else 'partially_fulfilled'
                end
            when canceled_fulfillments > 0 then 'canceled'
            else 'not_fulfilled'
        end as fulfillment_status
    from counted
)

select * from final
