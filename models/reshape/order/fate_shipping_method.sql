with left_out as (
    select shipping_methods.*
    from {{ ref('stg_shipping_method') }} as shipping_methods
    left join {{ ref('int_shipping_method__owned') }} as owned on shipping_methods.id = owned.shipping_method_id
    left join {{ ref('v2_cart_shipping_method') }} as cart_methods on shipping_methods.id = cart_methods.id
    where owned.shipping_method_id is null and cart_methods.id is null
),

-- Swaps that put no goods on their order. An exchange in v2 keeps their lines and methods in its metadata.
swaps as (
    select
        swap_id as id,
        state <> 'open' or '{{ var("open_swaps") }}' = 'cancel' as is_kept
    from {{ ref('int_swap__judged') }}
    where state <> 'active'
),

claims as (
    select * from {{ ref('stg_claim_order') }}
    where canceled_at is not null or deleted_at is not null
),

judged as (
    select
        left_out.v1_id,
        left_out.swap_id,
        left_out.claim_order_id,
        case
            when left_out.return_id is not null then 'order_not_migrated'
            when swaps.is_kept then 'swap_not_completed'
            when swaps.id is not null then 'swap_left_out'
            when left_out.swap_id is not null then 'order_not_migrated'
            when claims.id is not null then 'claim_canceled'
            when left_out.claim_order_id is not null or left_out.order_id is not null then 'order_not_migrated'
            else 'cart_not_migrated'
        end as reason
    from left_out
    left join swaps on left_out.swap_id = swaps.id
    left join claims on left_out.claim_order_id = claims.id
),

final as (
    select
        'shipping_method' as v1_table,
        v1_id,
        case
            when reason in ('swap_not_completed', 'claim_canceled') then 'merged'
            when reason = 'order_not_migrated' then 'quarantined'
            else 'left'
        end as fate,
        reason,
        case reason when 'swap_not_completed' then 'order_exchange' when 'claim_canceled' then 'order_claim' end as v2_table,
        case reason when 'swap_not_completed' then swap_id when 'claim_canceled' then claim_order_id end as v2_id,
        null as detail
    from judged
)

select * from final
