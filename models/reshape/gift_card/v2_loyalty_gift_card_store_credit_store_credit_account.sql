with gift_cards as (
    select * from {{ ref('v2_loyalty_gift_card') }}
),

final as (
    select
        id as gift_card_id,
        {{ v2_id('sc_acc', 'id') }} as store_credit_account_id,
        {{ v2_id('loygcsca', 'id') }} as id,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from gift_cards
)

select * from final
