with payments as (
    select * from {{ ref('stg_payment') }}
),

placed as (
    select * from {{ ref('int_payment__placed') }}
),

orders as (
    select
        id,
        customer_id
    from {{ ref('v2_order') }}
),

providers as (
    select * from {{ ref('map_provider') }}
    where kind = 'payment'
),

-- offset 0: kept is used several times below and must not be built several times.
described as (
    select
        payments.*,
        placed.order_id as placed_order_id,
        placed.payment_collection_id,
        placed.currency_code as code,
        payments.amount * placed.factor as major_amount,
        placed.is_captured,
        orders.customer_id,
        providers.v2_id as v2_provider_id,
        {{ kept_v1({
            'cart_id': 'payments.cart_id',
            'swap_id': 'payments.swap_id',
            'idempotency_key': 'payments.idempotency_key',
            'amount_refunded': 'nullif(payments.amount_refunded, 0)',
            'provider_id': 'payments.provider_id',
            'captured_at': 'case when not placed.is_captured then payments.captured_at end',
        }, 'payments.v1_custom') }} as kept
    from payments
    inner join placed on payments.id = placed.payment_id
    inner join orders on placed.order_id = orders.id
    inner join providers on payments.provider_id = providers.v1_id
    offset 0
),

final as (
    select
        id,
        major_amount as amount,
        {{ big_number('major_amount') }} as raw_amount,
        code as currency_code,
        v2_provider_id as provider_id,
        -- Medusa before 2.3 finds the payment's order, cart and customer here.
        cart_id,
        placed_order_id as order_id,
        customer_id,
        -- Unchanged: the provider captures and refunds with the ids in it.
        data,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        case when is_captured then captured_at end as captured_at,
        canceled_at,
        payment_collection_id,
        {{ v2_id('payses', "'payment:' || id") }} as payment_session_id,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        'payment' as v1_table,
        v1_id
    from described
)

select * from final
