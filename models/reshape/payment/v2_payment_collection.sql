with orders as (
    select
        id,
        region_id,
        currency_code,
        canceled_at,
        created_at,
        updated_at
    from {{ ref('v2_order') }}
    where v1_table = 'order'
),

payments as (
    select * from {{ ref('int_payment__placed') }}
),

edit_collections as (
    select * from {{ ref('stg_payment_collection') }}
),

placed_collections as (
    select * from {{ ref('int_payment_collection__placed') }}
),

v1_totals as (
    select * from {{ ref('int_order__v1_totals') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

refunds as (
    select
        payments.payment_collection_id,
        sum(portions.amount) as amount
    from {{ ref('int_refund__allocated') }} as portions
    inner join payments on portions.payment_id = payments.payment_id
    group by payments.payment_collection_id
),

sessions as (
    select
        members.payment_collection_id,
        -- Not `data`: it holds secrets of the provider.
        jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'id', sessions.id,
                'provider_id', sessions.provider_id,
                'status', sessions.status,
                'amount', sessions.amount,
                'created_at', sessions.created_at
            )) order by sessions.created_at, sessions.id
        ) as content
    from {{ ref('stg_payment_collection_sessions') }} as members
    inner join {{ ref('stg_payment_session') }} as sessions on members.payment_session_id = sessions.id
    group by members.payment_collection_id
),

paid as (
    select
        payment_collection_id,
        min(currency_code) as currency_code,
        sum(amount * factor) as amount,
        sum(amount * factor) filter (where not is_canceled) as authorized_amount,
        sum(amount * factor) filter (where is_captured) as captured_amount,
        max(captured_at) filter (where is_captured) as captured_at
    from payments
    group by payment_collection_id
),

collections as (
    -- v2 takes an order without any collection for unpaid, so every order has one.
    select
        {{ v2_id('pay_col', "'order:' || orders.id") }} as id,
        orders.region_id,
        orders.currency_code,
        greatest(v1_totals.total::numeric, 0) * units.factor as amount,
        null::numeric as authorized_amount,
        orders.canceled_at is not null as is_void,
        false as is_awaiting,
        null::jsonb as metadata,
        orders.created_at,
        orders.updated_at,
        null::timestamptz as deleted_at,
        'order' as v1_table,
        orders.id as v1_id
    from orders
    inner join units on orders.currency_code = units.code
    left join v1_totals on orders.id = v1_totals.order_id
    union all
    select
        payments.payment_collection_id as id,
        orders.region_id,
        payments.currency_code,
        payments.amount * payments.factor as amount,
        null::numeric as authorized_amount,
        payments.is_canceled as is_void,
        false as is_awaiting,
        null::jsonb as metadata,
        payments.created_at,
        payments.updated_at,
        null::timestamptz as deleted_at,
        'payment' as v1_table,
        payments.payment_id as v1_id
    from payments
    inner join orders on payments.order_id = orders.id
    where payments.swap_id is not null
    union all
    select
        edit_collections.id,
        edit_collections.region_id,
        units.code as currency_code,
        edit_collections.amount * units.factor as amount,
        edit_collections.authorized_amount * units.factor as authorized_amount,
        edit_collections.status = 'canceled' or not placed_collections.is_settled or orders.canceled_at is not null as is_void,
        edit_collections.status = 'awaiting' as is_awaiting,
        {{ metadata_with_v1('edit_collections.metadata', kept_v1({
            'type': 'edit_collections.type',
            'description': 'edit_collections.description',
            'created_by': 'edit_collections.created_by',
            'sessions': 'sessions.content',
        }, 'edit_collections.v1_custom')) }} as metadata,
        edit_collections.created_at,
        edit_collections.updated_at,
        edit_collections.deleted_at,
        'payment_collection' as v1_table,
        edit_collections.v1_id
    from edit_collections
    inner join placed_collections on edit_collections.id = placed_collections.payment_collection_id
    inner join orders on placed_collections.order_id = orders.id
    -- Payments may lie in it, so it is not left out for a code that nobody knows.
    left join units as own_units on lower(trim(edit_collections.currency_code)) = own_units.code
    inner join units on coalesce(own_units.code, orders.currency_code) = units.code
    left join sessions on edit_collections.id = sessions.payment_collection_id
),

valued as (
    select
        collections.id,
        collections.region_id,
        coalesce(paid.currency_code, collections.currency_code) as currency_code,
        -- 2.6 calls an order captured only when the captures equal this amount exactly: what was
        -- paid, not what the order costs today.
        coalesce(paid.authorized_amount, paid.amount, collections.amount, 0) as amount,
        coalesce(paid.authorized_amount, collections.authorized_amount) as authorized_amount,
        coalesce(paid.captured_amount, 0) as captured_amount,
        coalesce(refunds.amount, 0) as refunded_amount,
        paid.authorized_amount is not null as is_authorized,
        collections.is_void or (paid.amount is not null and paid.authorized_amount is null) as is_void,
        collections.is_awaiting,
        paid.captured_at,
        collections.metadata,
        collections.created_at,
        collections.updated_at,
        collections.deleted_at,
        collections.v1_table,
        collections.v1_id
    from collections
    left join paid on collections.id = paid.payment_collection_id
    left join refunds on collections.id = refunds.payment_collection_id
),

judged as (
    select
        *,
        case
            -- v2 counts a collection of 0 as captured whatever its status says; with `canceled` it
            -- would call the order partially captured.
            when amount = 0 then 'completed'
            when is_void and not is_authorized then 'canceled'
            when captured_amount >= amount then 'completed'
            when is_authorized then 'authorized'
            when is_awaiting then 'awaiting'
            else 'not_paid'
        end as judged_status
    from valued
),

final as (
    select
        id,
        currency_code,
        amount,
        {{ big_number('amount') }} as raw_amount,
        authorized_amount,
        {{ big_number('authorized_amount') }} as raw_authorized_amount,
        captured_amount,
        {{ big_number('captured_amount') }} as raw_captured_amount,
        refunded_amount,
        {{ big_number('refunded_amount') }} as raw_refunded_amount,
        region_id,
        created_at,
        updated_at,
        deleted_at,
        case when judged_status = 'completed' then captured_at end as completed_at,
        case
            -- `completed` came together with account holders; before, captured money is `authorized`.
            when judged_status = 'completed' and not {{ live_has('account_holder') }} then 'authorized'
            else judged_status
        end as status,
        metadata,
        v1_table,
        v1_id
    from judged
)

select * from final
