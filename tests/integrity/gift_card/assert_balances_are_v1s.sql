-- Must never happen: a gift card whose credits minus debits are not the balance it had in v1.
with balances as (
    select
        account_id,
        sum(case type when 'credit' then amount else -amount end) as balance
    from {{ ref('v2_store_credit_account_transaction') }}
    group by account_id
)

select card.id
from {{ ref('v2_loyalty_gift_card') }} as card
inner join {{ ref('int_gift_card__resolved') }} as v1_card on card.id = v1_card.id
left join {{ ref('v2_loyalty_gift_card_store_credit_store_credit_account') }} as link on card.id = link.gift_card_id
left join balances on link.store_credit_account_id = balances.account_id
where coalesce(balances.balance, 0) <> v1_card.major_balance or link.gift_card_id is null
