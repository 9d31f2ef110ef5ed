with payments as (
    select * from {{ ref('v2_payment') }}
),

final as (
    select
        payment_session_id as id,
        currency_code,
        amount,
        raw_amount,
        provider_id,
        coalesce(data, '{}') as data,
        null::jsonb as context,
        -- Stays `authorized` after the capture: v2 adds up the authorized ones.
        case when canceled_at is not null then 'canceled' else 'authorized' end as status,
        created_at as authorized_at,
        payment_collection_id,
        null::jsonb as metadata,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from payments
)

select * from final
