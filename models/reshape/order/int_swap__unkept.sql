{#- Swaps that put no goods on the order, because they were canceled, deleted or never completed. is_kept: the
    exchange is in v2 all the same and holds lines and shipping methods in its metadata. -#}
with swaps as (
    select * from {{ ref('stg_swap') }}
    where confirmed_at is null or canceled_at is not null or deleted_at is not null
),

orders as (
    select order_id from {{ ref('int_order__gathered') }}
),

final as (
    select
        swaps.id,
        orders.order_id is not null
        and (swaps.canceled_at is not null or swaps.confirmed_at is not null or '{{ var("open_swaps") }}' = 'cancel') as is_kept
    from swaps
    left join orders on swaps.order_id = orders.order_id
)

select * from final
