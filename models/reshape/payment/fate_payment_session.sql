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
    select distinct on (cart_id, v1_provider_id)
        cart_id,
        metadata #>> '{medusa_v1,provider_id}' as v1_provider_id,
        id as payment_id
    from {{ ref('v2_payment') }}
    where cart_id is not null
    order by cart_id, v1_provider_id, canceled_at nulls first, id
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
    left join carts on sessions.cart_id = carts.cart_id and sessions.provider_id = carts.v1_provider_id
    left join collections on sessions.id = collections.payment_session_id
)

select * from final
