with left_out as (
    select int_gift_card__resolved.*
    from {{ ref('int_gift_card__resolved') }} as int_gift_card__resolved
    left join {{ ref('v2_loyalty_gift_card') }} as v2_loyalty_gift_card on int_gift_card__resolved.id = v2_loyalty_gift_card.id
    where v2_loyalty_gift_card.id is null
),

promotions as (
    select
        id,
        v1_id
    from {{ ref('v2_promotion') }}
    where v1_table = 'gift_card'
),

final as (
    select
        'gift_card' as v1_table,
        left_out.v1_id,
        case
            when promotions.id is not null then 'merged'
            when left_out.mode = 'loyalty' then 'quarantined'
            else 'left'
        end as fate,
        case
            when promotions.id is not null then 'gift_card_became_promotion'
            when left_out.mode = 'loyalty' then 'gift_card_without_currency'
            when not left_out.is_usable then 'gift_card_spent'
            when left_out.mode = 'promotion_once' then 'gift_card_code_taken'
            else 'gift_card_archived'
        end as reason,
        case when promotions.id is not null then 'promotion' end as v2_table,
        promotions.id as v2_id,
        null::text as detail
    from left_out
    left join promotions on left_out.v1_id = promotions.v1_id
)

select * from final
