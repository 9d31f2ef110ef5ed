{#- Order lines of which goods are still to be sent: v2 refuses to fulfil a line of a managed variant
    that has no reservation. Lines of swaps and claims count once these are final. Returned goods were
    fulfilled before, so they are not subtracted. -#}
with line_items as (
    select * from {{ ref('stg_line_item') }}
    where variant_id is not null and not coalesce(is_return, false)
),

orders as (
    select * from {{ ref('stg_order') }}
    where status <> 'canceled' and canceled_at is null
),

swaps as (
    select * from {{ ref('stg_swap') }}
    where confirmed_at is not null and canceled_at is null and deleted_at is null
),

claims as (
    select * from {{ ref('stg_claim_order') }}
    where canceled_at is null and deleted_at is null
),

owned as (
    select
        line_items.*,
        coalesce(line_items.order_id, swaps.order_id, claims.order_id) as owner_order_id
    from line_items
    left join swaps on line_items.swap_id = swaps.id and line_items.order_id is null
    left join claims on line_items.claim_order_id = claims.id and line_items.order_id is null and swaps.id is null
),

final as (
    select
        owned.id as line_item_id,
        orders.id as order_id,
        owned.variant_id,
        owned.quantity - greatest(coalesce(owned.fulfilled_quantity, 0), 0) as open_quantity,
        orders.created_at
    from owned
    inner join orders on owned.owner_order_id = orders.id
    where owned.quantity > greatest(coalesce(owned.fulfilled_quantity, 0), 0)
)

select * from final
