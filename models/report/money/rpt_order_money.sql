{#- Per migrated order: what v1 charged and left open, what v2 says of both, and the difference. Differences are
    in whole units of the currency: below that v1 has rounded. -#}
with v1 as (
    select * from {{ ref('rpt_order_money_v1') }}
),

v2 as (
    select * from {{ ref('rpt_order_money_v2') }}
),

paired as (
    select
        v1.order_id,
        v1.display_id,
        v1.currency_code,
        v1.factor,
        v1.pieces,
        v1.methods,
        v1.total as v1_total,
        v2.ordered_total as v2_ordered_total,
        v2.total as v2_total,
        v1.captured as v1_captured,
        v2.captured as v2_captured,
        v1.refunded as v1_refunded,
        v2.refunded as v2_refunded,
        v1.paid as v1_paid,
        v1.is_mixed,
        v2.paid as v2_paid,
        -- v2 takes no notice of a credit of one unit: a line carries it as rounding.
        case
            when v1.gift_card_total > greatest(v1.factor, v2.unit) or '{{ var("order_rounding_mode") }}' = 'off' then v1.gift_card_total
            else 0
        end as v1_gift_cards,
        v2.gift_card_total as v2_gift_cards,
        v1.expected_total + v2.settled_return_total as target_total,
        v2.gross_total - v2.credit_total + v2.settlement as unsettled_total,
        v2.settlement,
        v2.credit_total,
        v2.unit,
        v2.order_id is null as is_missing,
        v2.is_deleted,
        v2.is_changed,
        {{ live_has('order_credit_line') }} as has_credits
    from v1
    left join v2 on v1.order_id = v2.order_id
),

expected as (
    select
        *,
        case
            when
                {{ var('settle_historic_differences') }}
                and has_credits
                -- One unit or less is nothing to v2 and needs no settlement; decimals end somewhere.
                and abs(unsettled_total - target_total) > 1.000001 * factor
                then target_total
            else unsettled_total
        end as expected_total
    from paired
),

compared as (
    select
        *,
        case when has_credits then v1_total else v1_total + v1_gift_cards end as ordered_total
    from expected
),

differing as (
    select
        *,
        round((coalesce(v2_ordered_total, 0) - ordered_total) / factor) * factor as ordered_difference,
        round((v2_total - expected_total) / factor) * factor as total_difference,
        coalesce(v2_captured, 0) - v1_captured as captured_difference,
        coalesce(v2_refunded, 0) - v1_refunded as refunded_difference,
        coalesce(v2_paid, 0) - v1_paid as paid_difference,
        case when has_credits then coalesce(v2_gift_cards, 0) - v1_gift_cards else 0 end as gift_card_difference
    from compared
),

judged as (
    select
        *,
        concat_ws(
            ', ',
            case when is_missing then 'order is missing' end,
            case when ordered_difference <> 0 then 'total of what was ordered' end,
            case when total_difference <> 0 then 'total today' end,
            case when captured_difference <> 0 then 'captured' end,
            case when refunded_difference <> 0 then 'refunded' end,
            case when paid_difference <> 0 then 'balance' end,
            case when gift_card_difference <> 0 then 'gift cards' end
        ) as differs_in
    from differing
),

final as (
    select
        order_id,
        display_id,
        currency_code,
        trim_scale(v1_total) as v1_total,
        trim_scale(v2_ordered_total) as v2_ordered_total,
        trim_scale(expected_total) as expected_total,
        trim_scale(v2_total) as v2_total,
        trim_scale(v1_captured) as v1_captured,
        trim_scale(v2_captured) as v2_captured,
        trim_scale(v1_refunded) as v1_refunded,
        trim_scale(v2_refunded) as v2_refunded,
        trim_scale(v1_paid) as v1_paid,
        trim_scale(v2_paid) as v2_paid,
        trim_scale(v1_gift_cards) as v1_gift_cards,
        trim_scale(v2_gift_cards) as v2_gift_cards,
        trim_scale(coalesce(
            nullif(ordered_difference, 0),
            nullif(total_difference, 0),
            nullif(captured_difference, 0),
            nullif(refunded_difference, 0),
            nullif(paid_difference, 0),
            gift_card_difference
        )) as difference,
        nullif(differs_in, '') as differs_in,
        case
            when differs_in = '' or is_missing then null
            when is_deleted then 'deleted in v2 since'
            when is_changed then 'changed in v2 since'
            when
                '{{ var("order_rounding_mode") }}' = 'off'
                and differs_in = 'total of what was ordered'
                and abs(ordered_difference) <= (1 + pieces + methods) * factor
                then 'order_rounding_mode is off: v1 rounded the tax of every line'
            when
                pieces = 0
                and differs_in in ('total of what was ordered', 'total of what was ordered, total today')
                and abs(ordered_difference) <= greatest(methods * factor, unit)
                then 'no line that could carry v1''s rounding'
            when
                differs_in = 'total today'
                and settlement <> 0
                and abs(credit_total) <= unit
                then 'v2 takes credit lines of one unit or less for nothing'
            when is_mixed and differs_in in ('refunded', 'refunded, balance', 'balance')
                then 'paid in several currencies, and v1 does not say which of them it paid back'
            when
                differs_in in ('total of what was ordered', 'total of what was ordered, total today', 'total today')
                and v1_total > 2 ^ 53 * factor
                and greatest(abs(ordered_difference), abs(total_difference)) < v1_total * 1e-12
                then 'more than v1''s floating point numbers can hold'
        end as explanation
    from judged
)

select * from final
