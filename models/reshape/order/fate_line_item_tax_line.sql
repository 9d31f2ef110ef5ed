with left_out as (
    select tax_lines.*
    from {{ ref('stg_line_item_tax_line') }} as tax_lines
    left join {{ ref('v2_order_line_item_tax_line') }} as migrated on tax_lines.id = migrated.id
    left join {{ ref('v2_cart_line_item_tax_line') }} as cart_tax_lines on tax_lines.id = cart_tax_lines.id
    where migrated.id is null and cart_tax_lines.id is null
),

final as (
    select
        'line_item_tax_line' as v1_table,
        left_out.v1_id,
        case when left_out.rate_percent is null then 'quarantined' else 'left' end as fate,
        case
            when left_out.rate_percent is null then 'impossible_number'
            when owned.line_item_id is not null then 'order_has_its_own_rate'
            else 'line_not_migrated'
        end as reason,
        null as v2_table,
        null as v2_id,
        null as detail
    from left_out
    left join {{ ref('int_line_item__owned') }} as owned on left_out.item_id = owned.line_item_id
)

select * from final
