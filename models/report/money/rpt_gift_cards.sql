{#- Per currency: the balances of v1's gift cards against those of v2. -#}
with final as (
    select
        currency_code,
        count(*) as cards,
        trim_scale(sum(v1_balance)) as v1_balance,
        trim_scale(sum(v2_balance)) as v2_balance,
        trim_scale(sum(booked_since)) as booked_in_v2_since,
        trim_scale(sum(archived_balance)) as archived_balance,
        trim_scale(sum(v2_balance) - sum(booked_since) + sum(archived_balance) - sum(v1_balance)) as difference
    from {{ ref('rpt_gift_card_balances') }}
    group by currency_code
)

select * from final
