{#- Per gift card of v1: its balance, from v1's row, against the live rows of v2. What v2 booked since is set
    apart, so that a verification after the shop opened still compares what was migrated. -#}
with v1_cards as (
    select
        cards.id,
        coalesce(lower(trim(regions.currency_code)), '?') as currency_code,
        -- A card without region has no currency: v1's integer is all that can be said.
        cards.balance * coalesce(units.factor, 1) as balance
    from {{ source('medusa_v1', 'gift_card') }} as cards
    left join {{ source('medusa_v1', 'region') }} as regions on cards.region_id = regions.id
    left join {{ ref('map_currency_unit') }} as units on lower(trim(regions.currency_code)) = units.code
    where cards.deleted_at is null
),

ours as (
    select id from {{ written_keys('store_credit_account_transaction') }} as written_transactions
),

accounts as (
    select * from {{ live_rows('loyalty_gift_card_store_credit_store_credit_account',
        {'gift_card_id': 'null::text', 'store_credit_account_id': 'null::text'}) }} as live
),

transactions as (
    select
        live.id,
        live.account_id,
        case live.type when 'credit' then 1 else -1 end * {{ live_number('live', 'amount') }} as amount
    from {{ live_rows('store_credit_account_transaction',
        {'id': 'null::text', 'account_id': 'null::text', 'type': 'null::text', 'amount': '0', 'raw_amount': 'null::jsonb'}) }} as live
),

booked as (
    select
        accounts.gift_card_id,
        sum(transactions.amount) as balance,
        sum(case when ours.id is null then transactions.amount else 0 end) as booked_since
    from accounts
    inner join transactions on accounts.store_credit_account_id = transactions.account_id
    left join ours on transactions.id = ours.id
    group by accounts.gift_card_id
),

v2_cards as (
    select
        cards.id,
        coalesce(booked.balance, 0) as balance,
        coalesce(booked.booked_since, 0) as booked_since
    from {{ live_rows('loyalty_gift_card', {'id': 'null::text'}) }} as cards
    left join booked on cards.id = booked.gift_card_id
),

promotions as (
    select
        promotions.v1_id as id,
        {{ live_number('methods', 'value') }} as balance
    from {{ ref('v2_promotion') }} as promotions
    inner join {{ live_rows('promotion_application_method') }} as methods on promotions.id = methods.promotion_id
    where promotions.v1_table = 'gift_card'
),

final as (
    select
        v1_cards.id as gift_card_id,
        v1_cards.currency_code,
        v1_cards.balance as v1_balance,
        coalesce(v2_cards.balance, promotions.balance, 0) as v2_balance,
        coalesce(v2_cards.booked_since, 0) as booked_since,
        case when fates.fate in ('left', 'quarantined') then v1_cards.balance else 0 end as archived_balance
    from v1_cards
    left join v2_cards on v1_cards.id = v2_cards.id
    left join promotions on v1_cards.id = promotions.id
    left join {{ ref('fate_gift_card') }} as fates on v1_cards.id = fates.v1_id
)

select * from final
