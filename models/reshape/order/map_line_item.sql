{#- Which line stands for a v1 line today. Confirming an order edit in v1 takes the order from all lines
    and gives it to their clones, so fulfillments, returns and claims may point at lines that are no
    longer in the order: follow original_item_id through confirmed edits to the line that has an owner.
    Lines whose walk ends nowhere are not in here. -#}
with recursive line_items as (
    select * from {{ ref('stg_line_item') }}
),

confirmed_edits as (
    select * from {{ ref('stg_order_edit') }}
    where confirmed_at is not null
),

walked as (
    select
        id as v1_id,
        id as v2_id,
        order_id,
        swap_id,
        claim_order_id,
        0 as depth
    from line_items
    union all
    select
        walked.v1_id,
        line_items.id as v2_id,
        line_items.order_id,
        line_items.swap_id,
        line_items.claim_order_id,
        walked.depth + 1 as depth
    from walked
    inner join line_items on walked.v2_id = line_items.original_item_id
    inner join confirmed_edits on line_items.order_edit_id = confirmed_edits.id
    -- 50 edits of one order are beyond any shop; a longer chain is a loop.
    where walked.order_id is null and walked.swap_id is null and walked.claim_order_id is null and walked.depth < 50
),

final as (
    select distinct on (v1_id)
        v1_id,
        v2_id,
        order_id,
        swap_id,
        claim_order_id
    from walked
    where order_id is not null or swap_id is not null or claim_order_id is not null
    order by v1_id, depth
)

select * from final
