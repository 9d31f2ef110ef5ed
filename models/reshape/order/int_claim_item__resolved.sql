{#- Every v1 claim item with the order line it is about today; null where that line is not one of the
    claim's order: the dashboard cannot show such an item. -#}
with claim_items as (
    select * from {{ ref('stg_claim_item') }}
),

claims as (
    select * from {{ ref('int_claim__placed') }}
),

lines as (
    select * from {{ ref('map_line_item') }}
),

owned_lines as (
    select
        line_item_id,
        order_id
    from {{ ref('int_line_item__owned') }}
),

final as (
    select
        claim_items.id as claim_item_id,
        claim_items.claim_order_id,
        owned_lines.line_item_id
    from claim_items
    inner join claims on claim_items.claim_order_id = claims.claim_id
    left join lines on claim_items.item_id = lines.v1_id
    left join owned_lines on lines.v2_id = owned_lines.line_item_id and claims.order_id = owned_lines.order_id
)

select * from final
