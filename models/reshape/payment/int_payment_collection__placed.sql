{#- The order of every v1 payment collection: that of its order edit, else that of one of its payments.
    v2 has collections of orders and carts only, so a collection without an order is not in here. -#}
with payment_collections as (
    select
        id,
        deleted_at
    from {{ ref('stg_payment_collection') }}
),

orders as (
    select id from {{ ref('v2_order') }}
    where v1_table = 'order'
),

order_edits as (
    select * from {{ ref('stg_order_edit') }}
),

members as (
    select * from {{ ref('stg_payment_collection_payments') }}
),

payments as (
    select * from {{ ref('stg_payment') }}
),

named as (
    select
        payment_collection_id,
        order_id,
        id as order_edit_id,
        confirmed_at is not null as is_settled,
        1 as priority
    from order_edits
    union all
    select
        members.payment_collection_id,
        payments.order_id,
        null as order_edit_id,
        true as is_settled,
        2 as priority
    from members
    inner join payments on members.payment_id = payments.id
),

final as (
    select distinct on (named.payment_collection_id)
        named.payment_collection_id,
        named.order_id,
        payment_collections.deleted_at is not null as is_deleted,
        -- The amount of an edit that was never confirmed is owed by nobody.
        named.is_settled
    from named
    inner join payment_collections on named.payment_collection_id = payment_collections.id
    inner join orders on named.order_id = orders.id
    order by named.payment_collection_id asc, named.priority asc, named.is_settled desc, named.order_edit_id asc
)

select * from final
