{#- The goods sent out; those coming back are items of the exchange's return. -#}
with owned_lines as (
    select * from {{ ref('int_line_item__owned') }}
),

exchanges as (
    select id from {{ ref('v2_order_exchange') }}
),

final as (
    select
        {{ v2_id('oexcitem', "'order_exchange_item:' || owned_lines.line_item_id") }} as id,
        exchanges.id as exchange_id,
        owned_lines.line_item_id as item_id,
        owned_lines.quantity,
        {{ big_number('owned_lines.quantity') }} as raw_quantity,
        null::text as note,
        null::jsonb as metadata,
        owned_lines.created_at,
        owned_lines.updated_at,
        null::timestamptz as deleted_at,
        'line_item' as v1_table,
        owned_lines.line_item_id as v1_id
    from owned_lines
    inner join exchanges on owned_lines.swap_id = exchanges.id
)

select * from final
