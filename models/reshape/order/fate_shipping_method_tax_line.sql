with left_out as (
    select tax_lines.*
    from {{ ref('stg_shipping_method_tax_line') }} as tax_lines
    left join {{ ref('v2_order_shipping_method_tax_line') }} as migrated on tax_lines.id = migrated.id
    left join {{ ref('v2_cart_shipping_method_tax_line') }} as cart_tax_lines on tax_lines.id = cart_tax_lines.id
    where migrated.id is null and cart_tax_lines.id is null
),

final as (
    select
        'shipping_method_tax_line' as v1_table,
        left_out.v1_id,
        case when left_out.rate_percent is null then 'quarantined' else 'left' end as fate,
        case
            when left_out.rate_percent is null then 'impossible_number'
            when owned.shipping_method_id is not null then 'order_has_its_own_rate'
            else 'method_not_migrated'
        end as reason,
        null as v2_table,
        null as v2_id,
        null as detail
    from left_out
    left join {{ ref('int_shipping_method__owned') }} as owned on left_out.shipping_method_id = owned.shipping_method_id
)

select * from final
