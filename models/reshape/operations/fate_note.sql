{#- Notes on orders, swaps, claims, returns, customers and products went into the metadata of the row that stands for these. -#}
with notes as (
    select
        *,
        case lower(trim(resource_type)) when 'claim_order' then 'claim' else lower(trim(resource_type)) end as kind
    from {{ ref('stg_note') }}
),

carriers as (
    select
        'order' as kind,
        'order' as v2_table,
        id
    from {{ ref('v2_order') }}
    union all
    select
        'swap' as kind,
        'order_exchange' as v2_table,
        id
    from {{ ref('v2_order_exchange') }}
    union all
    select
        'claim' as kind,
        'order_claim' as v2_table,
        id
    from {{ ref('v2_order_claim') }}
    union all
    select
        'return' as kind,
        'return' as v2_table,
        id
    from {{ ref('v2_return') }}
    union all
    select
        'customer' as kind,
        'customer' as v2_table,
        id
    from {{ ref('v2_customer') }}
    union all
    select
        'product' as kind,
        'product' as v2_table,
        id
    from {{ ref('v2_product') }}
),

final as (
    select
        'note' as v1_table,
        notes.v1_id,
        case when notes.deleted_at is null and carriers.id is not null then 'merged' else 'left' end as fate,
        case
            when notes.deleted_at is not null then 'note_deleted'
            when carriers.id is not null then 'note_kept_in_metadata'
            else 'note_without_place'
        end as reason,
        case when notes.deleted_at is null then carriers.v2_table end as v2_table,
        case when notes.deleted_at is null then carriers.id end as v2_id,
        notes.resource_type || ' ' || notes.resource_id as detail
    from notes
    left join carriers on notes.kind = carriers.kind and notes.resource_id = carriers.id
)

select * from final
