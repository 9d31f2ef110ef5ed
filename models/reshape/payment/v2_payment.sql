with payments as (
    select * from {{ ref('stg_payment') }}
),

placed as (
    select * from {{ ref('int_payment__placed') }}
),

orders as (
    select * from {{ ref('v2_order') }}
),

providers as (
    select * from {{ ref('map_provider') }}
    where kind = 'payment'
),

final as (
    select
        payments.id,
        payments.amount * placed.factor as amount,
        {{ big_number('payments.amount * placed.factor') }} as raw_amount,
        placed.currency_code,
        providers.v2_id as provider_id,
        -- Medusa before 2.3 finds the payment's order, cart and customer here.
        payments.cart_id,
        placed.order_id,
        orders.customer_id,
        -- Unchanged: the provider captures and refunds with the ids in it.
        payments.data,
        payments.created_at,
        payments.updated_at,
        null::timestamptz as deleted_at,
        case when placed.is_captured then payments.captured_at end as captured_at,
        payments.canceled_at,
        placed.payment_collection_id,
        {{ v2_id('payses', "'payment:' || payments.id") }} as payment_session_id,
        {{ metadata_with_v1('payments.metadata', kept_v1({
            'cart_id': 'payments.cart_id',
            'swap_id': 'payments.swap_id',
            'idempotency_key': 'payments.idempotency_key',
            'amount_refunded': 'nullif(payments.amount_refunded, 0)',
            'provider_id': 'payments.provider_id',
            'captured_at': 'case when not placed.is_captured then payments.captured_at end',
        }, 'payments.v1_custom')) }} as metadata,
        'payment' as v1_table,
        payments.v1_id
    from payments
    inner join placed on payments.id = placed.payment_id
    inner join orders on placed.order_id = orders.id
    inner join providers on payments.provider_id = providers.v1_id
)

select * from final
