{#- What lowers an order's total without being a discount: redeemed gift cards, which v2 has no place for, and
    the settlement of what v1 and v2 count differently after returns, exchanges and claims. -#}
with totals as (
    select * from {{ ref('int_order__v1_totals') }}
),

settlements as (
    select * from {{ ref('int_order__settlement') }}
    where settlement <> 0
),

redemptions as (
    select * from {{ ref('int_gift_card_transaction__taxed') }}
),

transactions as (
    select * from {{ ref('stg_gift_card_transaction') }}
),

gift_cards as (
    select * from {{ ref('stg_gift_card') }}
),

credited as (
    select
        {{ v2_id('ordcl', "'gift_card:' || transactions.id") }} as id,
        totals.order_id,
        'gift_card' as reference,
        coalesce(gift_cards.id, transactions.id) as reference_id,
        (redemptions.amount + redemptions.tax_amount) * totals.factor as amount,
        jsonb_strip_nulls(jsonb_build_object(
            'code', {% if var('mask_gift_card_codes') %}'****' || right(gift_cards.code, 4){% else %}gift_cards.code{% endif %},
            'amount', redemptions.amount,
            'tax_amount', redemptions.tax_amount,
            'tax_rate', transactions.tax_rate::text::numeric,
            'is_taxable', transactions.is_taxable,
            'transaction_id', transactions.id
        )) as kept,
        transactions.created_at,
        'gift_card_transaction' as v1_table,
        transactions.v1_id
    from redemptions
    inner join transactions on redemptions.gift_card_transaction_id = transactions.id
    inner join totals on redemptions.order_id = totals.order_id
    left join gift_cards on transactions.gift_card_id = gift_cards.id
    where totals.gift_card_credit <> 0
    union all
    select
        {{ v2_id('ordcl', "'settlement:' || settlements.order_id") }} as id,
        settlements.order_id,
        'medusa_v1_settlement' as reference,
        settlements.order_id as reference_id,
        settlements.settlement * settlements.factor as amount,
        jsonb_build_object(
            'refunds', settlements.refunded_total * settlements.factor,
            'returned_value', settlements.returned_value * settlements.factor,
            'swap_difference', settlements.swap_difference * settlements.factor,
            'claim_items', settlements.claim_total * settlements.factor
        ) as kept,
        orders.updated_at as created_at,
        'order' as v1_table,
        settlements.order_id as v1_id
    from settlements
    inner join {{ ref('int_order__gathered') }} as orders on settlements.order_id = orders.order_id
),

final as (
    select
        id,
        order_id,
        reference,
        reference_id,
        amount,
        {{ big_number('amount') }} as raw_amount,
        jsonb_build_object('medusa_v1', kept) as metadata,
        created_at,
        created_at as updated_at,
        null::timestamptz as deleted_at,
        1 as version,
        v1_table,
        v1_id
    from credited
)

select * from final
