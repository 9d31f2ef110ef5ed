{#- Gift cards with their money in major units, whether somebody could pay with them at the first run, and where they
    go: Medusa's core has no balances, its loyalty plugin has. -#}
with gift_cards as (
    select * from {{ ref('stg_gift_card') }}
),

regions as (
    select
        id,
        lower(trim(currency_code)) as currency_code
    from {{ ref('stg_region') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

runs as (
    select min(snapshot_at) as migrated_at from {{ source('migration', 'run') }}
),

final as (
    select
        gift_cards.*,
        regions.currency_code,
        units.factor,
        trim_scale(gift_cards.value * units.factor) as major_value,
        trim_scale(gift_cards.balance * units.factor) as major_balance,
        runs.migrated_at,
        gift_cards.deleted_at is null
        and not gift_cards.is_disabled
        and gift_cards.balance > 0
        and (gift_cards.ends_at is null or gift_cards.ends_at > runs.migrated_at) as is_usable,
        case
            when '{{ var("gift_card_mode") }}' = 'promotion_once' then 'promotion_once'
            when '{{ var("gift_card_mode") }}' in ('auto', 'loyalty') and {{ live_has('loyalty_gift_card') }} then 'loyalty'
            else 'archive'
        end as mode
    from gift_cards
    cross join runs
    left join regions on gift_cards.region_id = regions.id
    left join units on regions.currency_code = units.code
)

select * from final
