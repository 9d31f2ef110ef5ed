with payments as (
    select * from {{ ref('v2_payment') }}
    where captured_at is not null
),

-- v1 knows whole captures only.
final as (
    select
        {{ v2_id('capt', "'payment:' || id") }} as id,
        amount,
        raw_amount,
        id as payment_id,
        captured_at as created_at,
        captured_at as updated_at,
        deleted_at,
        null::text as created_by,
        null::jsonb as metadata,
        v1_table,
        v1_id
    from payments
)

select * from final
