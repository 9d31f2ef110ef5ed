with drafts as (
    select * from {{ ref('stg_draft_order') }}
),

final as (
    select
        'draft_order' as v1_table,
        drafts.v1_id,
        case when drafts.order_id is not null then 'merged' else 'quarantined' end as fate,
        case
            when drafts.order_id is not null then 'draft_became_order'
            when others.cart_id is not null then 'draft_cart_taken'
            else 'draft_without_cart'
        end as reason,
        case when drafts.order_id is not null then 'order' end as v2_table,
        drafts.order_id as v2_id,
        null as detail
    from drafts
    left join {{ ref('v2_order') }} as migrated on drafts.id = migrated.id
    left join {{ ref('int_order__gathered') }} as others on drafts.cart_id = others.cart_id
    where migrated.id is null
)

select * from final
