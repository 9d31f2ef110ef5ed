-- Must never happen: an order that v2 shows with another fulfillment status than v1, where v1's word and v1's
-- fulfillments say the same and nothing was sent but the order itself. (All others: finding
-- fulfillment_status_differs.)
with fulfillments as (
    select
        order_id,
        bool_and(canceled_at is not null) as is_canceled,
        bool_and(shipped_at is not null) filter (where canceled_at is null) as is_shipped,
        bool_or(shipped_at is not null) filter (where canceled_at is null) as has_shipped
    from {{ ref('stg_fulfillment') }}
    where order_id is not null
    group by order_id
),

lines as (
    select
        order_id,
        bool_or(coalesce(fulfilled_quantity, 0) < quantity) as is_open
    from {{ ref('stg_line_item') }}
    where order_id is not null and not coalesce(is_return, false) and quantity > 0
    group by order_id
),

judged as (
    select
        orders.id as order_id,
        case
            when fulfillments.order_id is null then 'not_fulfilled'
            when fulfillments.is_canceled then 'canceled'
            when fulfillments.has_shipped
                then case when lines.is_open or not fulfillments.is_shipped then 'partially_shipped' else 'shipped' end
            when lines.is_open then 'partially_fulfilled'
            else 'fulfilled'
        end as status
    from {{ ref('v2_order') }} as orders
    left join fulfillments on orders.id = fulfillments.order_id
    left join lines on orders.id = lines.order_id
    where
        orders.v1_table = 'order'
        and not exists (
            select 1 from {{ ref('stg_swap') }} as swaps
            where orders.id = swaps.order_id
        )
        and not exists (
            select 1 from {{ ref('stg_claim_order') }} as claims
            where orders.id = claims.order_id
        )
)

select
    orders.order_id,
    orders.v1_fulfillment_status,
    orders.fulfillment_status
from {{ ref('int_order__status_derived') }} as orders
inner join judged on orders.order_id = judged.order_id
where
    judged.status = orders.v1_fulfillment_status
    and orders.fulfillment_status <> coalesce(orders.expected_fulfillment_status, orders.fulfillment_status)
