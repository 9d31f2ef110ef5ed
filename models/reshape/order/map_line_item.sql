{#- Which line stands for a v1 line today. Confirming an order edit in v1 takes the order from all lines
    and gives it to their clones, so fulfillments, returns and claims may point at lines that are no
    longer in the order: follow original_item_id through confirmed edits to the line that has an owner.
    Lines whose walk ends nowhere are not in here. -#}
with recursive line_items as (
    select
        id,
        original_item_id,
        order_edit_id,
        order_id,
        swap_id,
        claim_order_id,
        order_id is not null or swap_id is not null or claim_order_id is not null as has_owner
    from {{ ref('stg_line_item') }}
),

clones as (
    select line_items.*
    from line_items
    inner join {{ ref('stg_order_edit') }} as order_edits on line_items.order_edit_id = order_edits.id
    where line_items.original_item_id is not null and order_edits.confirmed_at is not null
),

-- Few lines of a shop were ever edited: only those walk.
walked as (
    select
        originals.id as v1_id,
        clones.id as v2_id,
        clones.order_id,
        clones.swap_id,
        clones.claim_order_id,
        clones.has_owner,
        1 as depth
    from clones
    inner join line_items as originals on clones.original_item_id = originals.id
    where not originals.has_owner
    union all
    select
        walked.v1_id,
        clones.id as v2_id,
        clones.order_id,
        clones.swap_id,
        clones.claim_order_id,
        clones.has_owner,
        walked.depth + 1 as depth
    from walked
    inner join clones on walked.v2_id = clones.original_item_id
    -- 50 edits of one order are beyond any shop; a longer chain is a loop.
    where not walked.has_owner and walked.depth < 50
),

nearest as (
    select distinct on (v1_id)
        v1_id,
        v2_id,
        order_id,
        swap_id,
        claim_order_id
    from walked
    where has_owner
    order by v1_id, depth, v2_id
),

final as (
    select
        id as v1_id,
        id as v2_id,
        order_id,
        swap_id,
        claim_order_id
    from line_items
    where has_owner
    union all
    select * from nearest
)

select * from final
