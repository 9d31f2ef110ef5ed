with refunds as (
    select * from {{ ref('stg_refund') }}
),

portions as (
    select * from {{ ref('int_refund__allocated') }}
),

payments as (
    select id from {{ ref('v2_payment') }}
),

refund_reasons as (
    select * from {{ ref('v2_refund_reason') }}
),

final as (
    select
        portions.id,
        portions.amount,
        {{ big_number('portions.amount') }} as raw_amount,
        portions.payment_id,
        refunds.created_at,
        refunds.updated_at,
        null::timestamptz as deleted_at,
        null::text as created_by,
        {{ metadata_with_v1('refunds.metadata', kept_v1({
            'reason': 'refunds.reason',
            'idempotency_key': 'refunds.idempotency_key',
            'total_amount': 'refunds.amount',
        }, 'refunds.v1_custom')) }} as metadata,
        refund_reasons.id as refund_reason_id,
        refunds.note,
        'refund' as v1_table,
        refunds.v1_id
    from refunds
    inner join portions on refunds.id = portions.refund_id
    inner join payments on portions.payment_id = payments.id
    left join refund_reasons on refunds.reason = refund_reasons.code
)

select * from final
