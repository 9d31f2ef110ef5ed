with members as (
    select * from {{ ref('stg_payment_collection_payments') }}
),

payments as (
    select
        id,
        payment_collection_id
    from {{ ref('v2_payment') }}
),

final as (
    select
        'payment_collection_payments' as v1_table,
        members.v1_id,
        case when members.payment_collection_id = payments.payment_collection_id then 'merged' else 'left' end as fate,
        case
            when payments.id is null then 'link_without_sides'
            when members.payment_collection_id = payments.payment_collection_id then 'link_became_column'
            else 'payment_in_main_collection'
        end as reason,
        case when members.payment_collection_id = payments.payment_collection_id then 'payment' end as v2_table,
        case when members.payment_collection_id = payments.payment_collection_id then payments.id end as v2_id,
        null::text as detail
    from members
    left join payments on members.payment_id = payments.id
)

select * from final
