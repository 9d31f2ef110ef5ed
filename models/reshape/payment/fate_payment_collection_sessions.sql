with members as (
    select * from {{ ref('stg_payment_collection_sessions') }}
),

payment_collections as (
    select id from {{ ref('v2_payment_collection') }}
),

final as (
    select
        'payment_collection_sessions' as v1_table,
        members.v1_id,
        case when payment_collections.id is null then 'left' else 'merged' end as fate,
        case when payment_collections.id is null then 'link_without_sides' else 'session_kept_in_collection' end as reason,
        case when payment_collections.id is not null then 'payment_collection' end as v2_table,
        payment_collections.id as v2_id,
        null::text as detail
    from members
    left join payment_collections on members.payment_collection_id = payment_collections.id
)

select * from final
