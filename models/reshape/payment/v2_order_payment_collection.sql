{#- v2's order pages fail on a link without its other side, so both are looked up. -#}
with payment_collections as (
    select * from {{ ref('v2_payment_collection') }}
),

placed_payments as (
    select distinct
        payment_collection_id,
        order_id
    from {{ ref('int_payment__placed') }}
    where swap_id is not null
),

placed_collections as (
    select * from {{ ref('int_payment_collection__placed') }}
),

linked as (
    select
        payment_collections.*,
        case payment_collections.v1_table
            when 'order' then payment_collections.v1_id
            when 'payment' then placed_payments.order_id
            else placed_collections.order_id
        end as order_id
    from payment_collections
    left join placed_payments on payment_collections.id = placed_payments.payment_collection_id
    left join placed_collections on payment_collections.id = placed_collections.payment_collection_id
),

final as (
    select
        order_id,
        id as payment_collection_id,
        {{ v2_id('ordpay', "'order_payment_collection:' || order_id || ':' || id") }} as id,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from linked
)

select * from final
