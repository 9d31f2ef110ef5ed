-- Must never happen: a line with other quantities than in v1 (unless the report says it was capped), or with
-- quantities that cannot be.
select items.item_id
from {{ ref('v2_order_item') }} as items
inner join {{ ref('stg_line_item') }} as line_items on items.item_id = line_items.id
left join {{ ref('finding_order') }} as findings on items.item_id = findings.v1_id and findings.rule = 'quantity_capped'
where
    items.quantity <> line_items.quantity
    or items.return_requested_quantity + items.return_received_quantity > items.quantity
    or least(
        items.quantity, items.fulfilled_quantity, items.shipped_quantity, items.delivered_quantity,
        items.return_requested_quantity, items.return_received_quantity, items.written_off_quantity
    ) < 0
    or greatest(
        items.fulfilled_quantity, items.shipped_quantity, items.return_received_quantity, items.written_off_quantity
    ) > items.quantity
    or (
        findings.v1_id is null
        and (
            items.fulfilled_quantity <> coalesce(line_items.fulfilled_quantity, 0)
            or items.shipped_quantity <> coalesce(line_items.shipped_quantity, 0)
            or items.return_received_quantity <> coalesce(line_items.returned_quantity, 0)
        )
    )
