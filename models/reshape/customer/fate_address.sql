{#- Addresses that no customer owns: what was typed at checkout. Orders and carts have copies of their own; swaps and
    claims keep theirs in the metadata of what they became. -#}
with placed as (
    select distinct v1_id from {{ ref('v2_customer_address') }}
),

left_out as (
    select stg_address.*
    from {{ ref('stg_address') }} as stg_address
    left join placed on stg_address.v1_id = placed.v1_id
    where placed.v1_id is null
),

copies as (
    select
        v1_id as address_id,
        1 as priority,
        'order_address' as v2_table,
        id as v2_id
    from {{ ref('v2_order_address') }}
    union all
    select
        v1_id as address_id,
        2 as priority,
        'cart_address' as v2_table,
        id as v2_id
    from {{ ref('v2_cart_address') }}
    union all
    select
        swaps.shipping_address_id as address_id,
        3 as priority,
        'order_exchange' as v2_table,
        exchanges.id as v2_id
    from {{ ref('stg_swap') }} as swaps
    inner join {{ ref('v2_order_exchange') }} as exchanges on swaps.v1_id = exchanges.v1_id
    union all
    select
        v1_claims.shipping_address_id as address_id,
        4 as priority,
        'order_claim' as v2_table,
        claims.id as v2_id
    from {{ ref('stg_claim_order') }} as v1_claims
    inner join {{ ref('v2_order_claim') }} as claims on v1_claims.v1_id = claims.v1_id
    union all
    select
        shipping_address_id as address_id,
        5 as priority,
        null::text as v2_table,
        id as v2_id
    from {{ ref('stg_cart') }}
    union all
    select
        billing_address_id as address_id,
        5 as priority,
        null::text as v2_table,
        id as v2_id
    from {{ ref('stg_cart') }}
),

first_copy as (
    select distinct on (address_id) *
    from copies
    where address_id is not null
    order by address_id asc, priority asc, v2_id asc
),

final as (
    select
        'address' as v1_table,
        left_out.v1_id,
        case when first_copy.v2_table is not null then 'merged' else 'left' end as fate,
        case
            when first_copy.v2_table = 'cart_address' then 'address_copied_into_cart'
            when first_copy.v2_table is not null then 'address_copied_into_order'
            when first_copy.address_id is not null then 'address_of_cart_only'
            when left_out.deleted_at is not null and not {{ live_has('customer_address', 'deleted_at') }} then 'address_deleted'
            else 'address_unused'
        end as reason,
        first_copy.v2_table,
        case when first_copy.v2_table is not null then first_copy.v2_id end as v2_id,
        null::text as detail
    from left_out
    left join first_copy on left_out.id = first_copy.address_id
)

select * from final
