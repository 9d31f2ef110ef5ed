{#- v2's core has no gift cards: those of an open cart are named in its metadata, those of an ordered one are
    credit lines of the order. -#}
with cart_gift_cards as (
    select * from {{ ref('stg_cart_gift_cards') }}
),

judged as (
    select
        cart_gift_cards.v1_id,
        cart_gift_cards.cart_id,
        carts.order_id,
        open_carts.id is not null as is_open,
        case
            when open_carts.id is not null then 'gift_card_in_metadata'
            when carts.reason = 'cart_became_order' then 'cart_became_order'
            else 'cart_not_migrated'
        end as reason
    from cart_gift_cards
    left join {{ ref('int_cart__judged') }} as carts on cart_gift_cards.cart_id = carts.cart_id
    left join {{ ref('int_cart__open') }} as open_carts on cart_gift_cards.cart_id = open_carts.id
),

final as (
    select
        'cart_gift_cards' as v1_table,
        v1_id,
        case when reason = 'cart_not_migrated' then 'left' else 'merged' end as fate,
        reason,
        case reason when 'gift_card_in_metadata' then 'cart' when 'cart_became_order' then 'order' end as v2_table,
        case reason when 'gift_card_in_metadata' then cart_id when 'cart_became_order' then order_id end as v2_id,
        null as detail
    from judged
)

select * from final
