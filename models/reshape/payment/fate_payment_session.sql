{#- A session of a completed checkout is represented by the payment it led to, one of an order edit's
    collection in that collection's metadata. -#}
with sessions as (
    select
        id,
        v1_id,
        cart_id,
        provider_id
    from {{ ref('stg_payment_session') }}
),

carts as (
    select distinct on (v1_payments.cart_id, v1_payments.provider_id)
        v1_payments.cart_id,
        v1_payments.provider_id,
        payments.id as payment_id
    from {{ ref('stg_payment') }} as v1_payments
    inner join {{ ref('v2_payment') }} as payments on v1_payments.id = payments.id
    where v1_payments.cart_id is not null
    order by v1_payments.cart_id asc, v1_payments.provider_id asc, payments.canceled_at desc nulls first, payments.id asc
),

collections as (
    select
        members.payment_session_id,
        min(placed.payment_collection_id) as payment_collection_id
    from {{ ref('stg_payment_collection_sessions') }} as members
    inner join {{ ref('int_payment_collection__placed') }} as placed on members.payment_collection_id = placed.payment_collection_id
    group by members.payment_session_id
),

final as (
    select
        'payment_session' as v1_table,
        sessions.v1_id,
        case when coalesce(carts.payment_id, collections.payment_collection_id) is null then 'left' else 'merged' end as fate,
        case
            when carts.payment_id is not null then 'session_became_payment'
            when collections.payment_collection_id is not null then 'session_kept_in_collection'
            else 'session_of_no_order'
        end as reason,
        case
            when carts.payment_id is not null then 'payment'
            when collections.payment_collection_id is not null then 'payment_collection'
        end as v2_table,
        coalesce(carts.payment_id, collections.payment_collection_id) as v2_id,
        sessions.provider_id as detail
    from sessions
    left join carts on sessions.cart_id = carts.cart_id and sessions.provider_id = carts.provider_id
    left join collections on sessions.id = collections.payment_session_id
)

select * from final
