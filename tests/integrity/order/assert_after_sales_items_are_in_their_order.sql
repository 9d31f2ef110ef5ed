-- Must never happen: an item of a return, exchange or claim that is not an item of its order: the dashboard
-- looks each one up there, unguarded.
with items as (
    select
        return_items.id,
        return_items.item_id,
        returns.order_id
    from {{ ref('v2_return_item') }} as return_items
    left join {{ ref('v2_return') }} as returns on return_items.return_id = returns.id
    union all
    select
        exchange_items.id,
        exchange_items.item_id,
        exchanges.order_id
    from {{ ref('v2_order_exchange_item') }} as exchange_items
    left join {{ ref('v2_order_exchange') }} as exchanges on exchange_items.exchange_id = exchanges.id
    union all
    select
        claim_items.id,
        claim_items.item_id,
        claims.order_id
    from {{ ref('v2_order_claim_item') }} as claim_items
    left join {{ ref('v2_order_claim') }} as claims on claim_items.claim_id = claims.id
)

select items.id
from items
left join {{ ref('v2_order_item') }} as order_items
    on items.item_id = order_items.item_id and items.order_id = order_items.order_id and order_items.version = 1
where order_items.id is null
