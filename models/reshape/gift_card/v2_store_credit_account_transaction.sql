{#- A balance is credits minus debits: the card's value, what orders took, and a correction for what v1's admin
    changed by hand, so that v2 has v1's balance to the cent. -#}
with gift_cards as (
    select int_gift_card__resolved.*
    from {{ ref('int_gift_card__resolved') }} as int_gift_card__resolved
    inner join {{ ref('v2_loyalty_gift_card') }} as v2_loyalty_gift_card on int_gift_card__resolved.id = v2_loyalty_gift_card.id
),

uses as (
    select
        transactions.*,
        gift_cards.factor,
        gift_cards.deleted_at
    from {{ ref('stg_gift_card_transaction') }} as transactions
    inner join gift_cards on transactions.gift_card_id = gift_cards.id
    where transactions.amount > 0
),

sums as (
    select
        gift_card_id,
        sum(amount) as used
    from uses
    group by gift_card_id
),

corrections as (
    select
        gift_cards.*,
        gift_cards.balance - greatest(gift_cards.value, 0) + coalesce(sums.used, 0) as difference
    from gift_cards
    left join sums on gift_cards.id = sums.gift_card_id
),

gathered as (
    select
        {{ v2_id('sc_trx', "id || ':credit'") }} as id,
        major_value as amount,
        'credit' as type,
        'gift_card' as reference,
        id as reference_id,
        null::text as note,
        id as gift_card_id,
        created_at,
        deleted_at,
        'gift_card' as v1_table,
        v1_id
    from gift_cards
    where value > 0
    union all
    select
        id,
        trim_scale(amount * factor) as amount,
        'debit' as type,
        'order' as reference,
        order_id as reference_id,
        null::text as note,
        gift_card_id,
        created_at,
        deleted_at,
        'gift_card_transaction' as v1_table,
        v1_id
    from uses
    union all
    select
        {{ v2_id('sc_trx', "id || ':correction'") }} as id,
        trim_scale(abs(difference) * factor) as amount,
        case when difference > 0 then 'credit' else 'debit' end as type,
        'migration' as reference,
        id as reference_id,
        'Correction to the balance the card had in Medusa v1' as note,
        id as gift_card_id,
        updated_at as created_at,
        deleted_at,
        'gift_card' as v1_table,
        v1_id
    from corrections
    where difference <> 0
),

final as (
    select
        id,
        amount,
        type,
        reference,
        reference_id,
        note,
        {{ v2_id('sc_acc', 'gift_card_id') }} as account_id,
        null::jsonb as metadata,
        {{ big_number('amount') }} as raw_amount,
        created_at,
        created_at as updated_at,
        deleted_at,
        v1_table,
        v1_id
    from gathered
)

select * from final
