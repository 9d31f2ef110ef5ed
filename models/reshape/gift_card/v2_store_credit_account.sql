{#- Every gift card has an account of its own, which holds its balance. -#}
with gift_cards as (
    select * from {{ ref('v2_loyalty_gift_card') }}
),

final as (
    select
        {{ v2_id('sc_acc', 'id') }} as id,
        currency_code,
        null::text as customer_id,
        null::jsonb as metadata,
        created_at,
        updated_at,
        deleted_at,
        null::text as code,
        v1_table,
        v1_id
    from gift_cards
)

select * from final
