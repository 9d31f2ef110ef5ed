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
        case when payments.id is null then 'left' else 'merged' end as fate,
        case
            when payments.id is not null then 'link_became_column'
            when elsewhere.id is not null then 'payment_in_main_collection'
            else 'link_without_sides'
        end as reason,
        case when payments.id is not null then 'payment' end as v2_table,
        payments.id as v2_id,
        null::text as detail
    from members
    left join payments
        on members.payment_id = payments.id and members.payment_collection_id = payments.payment_collection_id
    left join payments as elsewhere on members.payment_id = elsewhere.id
)

select * from final
