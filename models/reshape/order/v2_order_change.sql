{#- v1 order edits, as history: a confirmed one is already in the order's lines. v2 allows an order one
    active change and refuses every other action meanwhile, so an edit left open is canceled. -#}
with order_edits as (
    select * from {{ ref('stg_order_edit') }}
),

orders as (
    select id from {{ ref('v2_order') }}
    where v1_table = 'order'
),

judged as (
    select
        *,
        case
            when confirmed_at is not null then 'confirmed'
            when declined_at is not null then 'declined'
            when canceled_at is not null then 'canceled'
            when requested_at is not null then 'requested'
            else 'created'
        end as v1_status
    from order_edits
),

final as (
    select
        judged.id,
        judged.order_id,
        1 as version,
        null::text as description,
        case when judged.v1_status in ('requested', 'created') then 'canceled' else judged.v1_status end as status,
        judged.internal_note,
        judged.created_by,
        judged.requested_by,
        judged.requested_at,
        judged.confirmed_by,
        judged.confirmed_at,
        judged.declined_by,
        judged.declined_reason,
        {{ metadata_with_v1('null::jsonb', kept_v1({
            'status': 'judged.v1_status',
            'payment_collection_id': 'judged.payment_collection_id',
        }, 'judged.v1_custom')) }} as metadata,
        judged.declined_at,
        judged.canceled_by,
        case
            when judged.v1_status in ('requested', 'created') then judged.updated_at
            else judged.canceled_at
        end as canceled_at,
        judged.created_at,
        judged.updated_at,
        'edit' as change_type,
        null::timestamptz as deleted_at,
        null::text as return_id,
        null::text as claim_id,
        null::text as exchange_id,
        null::boolean as carry_over_promotions,
        null::boolean as no_notification,
        'order_edit' as v1_table,
        judged.v1_id
    from judged
    inner join orders on judged.order_id = orders.id
)

select * from final
