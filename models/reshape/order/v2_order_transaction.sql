{#- Money in and out of an order; v2 computes what is paid from these when the order changes next. -#}
with captures as (
    select * from {{ ref('v2_capture') }}
),

payments as (
    select * from {{ ref('int_payment__placed') }}
),

portions as (
    select * from {{ ref('int_refund__allocated') }}
),

refunds as (
    select * from {{ ref('stg_refund') }}
),

exchanges as (
    select id from {{ ref('v2_order_exchange') }}
),

orders as (
    select
        id,
        currency_code
    from {{ ref('v2_order') }}
    where v1_table = 'order'
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

moved as (
    select
        payments.order_id,
        captures.amount,
        payments.currency_code,
        'capture' as reference,
        captures.id as reference_id,
        captures.created_at,
        exchanges.id as exchange_id,
        'payment' as v1_table,
        payments.payment_id as v1_id
    from captures
    inner join payments on captures.payment_id = payments.payment_id
    left join exchanges on payments.swap_id = exchanges.id
    union all
    select
        portions.order_id,
        -portions.amount as amount,
        portions.currency_code,
        'refund' as reference,
        portions.id as reference_id,
        refunds.created_at,
        null as exchange_id,
        'refund' as v1_table,
        portions.refund_id as v1_id
    from portions
    inner join refunds on portions.refund_id = refunds.id
    union all
    -- A refund needs a payment in v2, the order's balance does not: the money of a refund without one,
    -- and of a negative one, is here only.
    select
        orders.id as order_id,
        -refunds.amount * units.factor as amount,
        orders.currency_code,
        'refund' as reference,
        refunds.id as reference_id,
        refunds.created_at,
        null as exchange_id,
        'refund' as v1_table,
        refunds.v1_id
    from refunds
    inner join orders on refunds.order_id = orders.id
    inner join units on orders.currency_code = units.code
    left join portions on refunds.id = portions.refund_id
    where portions.refund_id is null and refunds.amount <> 0
),

final as (
    select
        {{ v2_id('ordtrx', "reference || ':' || reference_id") }} as id,
        order_id,
        1 as version,
        amount,
        {{ big_number('amount') }} as raw_amount,
        currency_code,
        reference,
        reference_id,
        created_at,
        created_at as updated_at,
        null::timestamptz as deleted_at,
        null::text as return_id,
        null::text as claim_id,
        exchange_id,
        v1_table,
        v1_id
    from moved
)

select * from final
