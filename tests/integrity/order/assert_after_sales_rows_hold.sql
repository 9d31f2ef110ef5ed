-- Must never happen: a return, exchange, claim, image or transaction that points at nothing, an exchange or
-- claim whose return does not point back, or a requested return that v2 cannot receive.
select returns.id
from {{ ref('v2_return') }} as returns
left join {{ ref('v2_order') }} as orders on returns.order_id = orders.id
left join {{ ref('v2_order_exchange') }} as exchanges on returns.exchange_id = exchanges.id
left join {{ ref('v2_order_claim') }} as claims on returns.claim_id = claims.id
where
    orders.id is null
    or (returns.exchange_id is not null and exchanges.id is null)
    or (returns.claim_id is not null and claims.id is null)
    or (returns.status = 'requested' and returns.location_id is null)
union all
select exchanges.id
from {{ ref('v2_order_exchange') }} as exchanges
left join {{ ref('v2_order') }} as orders on exchanges.order_id = orders.id
left join {{ ref('v2_return') }} as returns on exchanges.return_id = returns.id and exchanges.id = returns.exchange_id
where orders.id is null or (exchanges.return_id is not null and returns.id is null)
union all
select claims.id
from {{ ref('v2_order_claim') }} as claims
left join {{ ref('v2_order') }} as orders on claims.order_id = orders.id
left join {{ ref('v2_return') }} as returns on claims.return_id = returns.id and claims.id = returns.claim_id
where orders.id is null or (claims.return_id is not null and returns.id is null)
union all
select images.id
from {{ ref('v2_order_claim_item_image') }} as images
left join {{ ref('v2_order_claim_item') }} as claim_items on images.claim_item_id = claim_items.id
where claim_items.id is null
union all
select transactions.id
from {{ ref('v2_order_transaction') }} as transactions
left join {{ ref('v2_order') }} as orders on transactions.order_id = orders.id
left join {{ ref('v2_order_exchange') }} as exchanges on transactions.exchange_id = exchanges.id
where orders.id is null or (transactions.exchange_id is not null and exchanges.id is null)
