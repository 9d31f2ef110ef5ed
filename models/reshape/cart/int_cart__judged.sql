{#- Why a cart is not one in v2. -#}
with carts as (
    select * from {{ ref('stg_cart') }}
),

orders as (
    select
        cart_id,
        min(id) as order_id
    from {{ ref('stg_order') }}
    where cart_id is not null
    group by cart_id
),

drafts as (
    select
        cart_id,
        order_id
    from {{ ref('int_order__gathered') }}
    where cart_id is not null
),

final as (
    select
        carts.id as cart_id,
        coalesce(drafts.order_id, orders.order_id) as order_id,
        case
            when drafts.order_id is not null then 'cart_is_draft_order'
            when orders.order_id is not null then 'cart_became_order'
            else 'cart_not_migrated'
        end as reason
    from carts
    left join drafts on carts.id = drafts.cart_id
    left join orders on carts.id = orders.cart_id
    left join {{ ref('int_cart__open') }} as open_carts on carts.id = open_carts.id
    where open_carts.id is null
)

select * from final
