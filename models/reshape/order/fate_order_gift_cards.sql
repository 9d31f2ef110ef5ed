{#- Which cards were put on an order: the redemption itself is gift_card_transaction. -#}
with order_gift_cards as (
    select * from {{ ref('stg_order_gift_cards') }}
),

transactions as (
    select
        order_id,
        gift_card_id,
        min(id) as id
    from {{ ref('stg_gift_card_transaction') }}
    group by order_id, gift_card_id
),

final as (
    select
        'order_gift_cards' as v1_table,
        order_gift_cards.v1_id,
        case when credit_lines.id is not null then 'merged' else 'left' end as fate,
        case
            when credit_lines.id is not null then 'gift_card_redeemed' else 'gift_card_without_transaction'
        end as reason,
        case when credit_lines.id is not null then 'order_credit_line' end as v2_table,
        credit_lines.id as v2_id,
        null as detail
    from order_gift_cards
    left join transactions
        on order_gift_cards.order_id = transactions.order_id and order_gift_cards.gift_card_id = transactions.gift_card_id
    left join {{ ref('v2_order_credit_line') }} as credit_lines
        on transactions.id = credit_lines.v1_id and credit_lines.v1_table = 'gift_card_transaction'
)

select * from final
