{#- Balances are money the shop owes: each usable one without a full place in v2 is named, by id, never by code. -#}
with gift_cards as (
    select * from {{ ref('int_gift_card__resolved') }}
    where is_usable
),

fates as (
    select * from {{ ref('fate_gift_card') }}
),

final as (
    select
        case when fates.fate = 'merged' then 'changed' else 'lost' end as severity,
        case when fates.fate = 'merged' then 'gift_card_usable_once' else 'gift_card_balance_without_home' end as rule,
        'gift_card' as v1_table,
        gift_cards.v1_id,
        concat_ws(' ', gift_cards.major_balance, upper(gift_cards.currency_code)) as detail
    from gift_cards
    inner join fates on gift_cards.v1_id = fates.v1_id
)

select * from final
