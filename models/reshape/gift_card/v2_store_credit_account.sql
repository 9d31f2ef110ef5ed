{#- Every gift card has an account of its own, which holds its balance. Who enters the account's code moves the balance
    to a customer's store credit, so it is made of the card's code: as secret as that. -#}
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
        'SC-' || regexp_replace(upper(substr(md5('store_credit_account:' || code), 1, 16)), '(.{4})(?=.)', '\1-', 'g') as code,
        v1_table,
        v1_id
    from gift_cards
)

select * from final
