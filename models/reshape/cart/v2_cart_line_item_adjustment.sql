{#- v2 works these out anew with the next change of the cart; until then the shopper sees v1's discount. -#}
with line_items as (
    select * from {{ ref('v2_cart_line_item') }}
),

carts as (
    select * from {{ ref('int_cart__open') }}
),

adjustments as (
    select * from {{ ref('stg_line_item_adjustment') }}
    where amount >= 0 and amount < 'Infinity'
),

discounts as (
    select * from {{ ref('stg_discount') }}
),

promotions as (
    select id from {{ ref('v2_promotion') }}
),

counted as (
    select
        adjustments.*,
        adjustments.amount * carts.factor as major_amount,
        promotions.id as promotion_id,
        discounts.code,
        line_items.created_at,
        line_items.updated_at
    from adjustments
    inner join line_items on adjustments.item_id = line_items.id
    inner join carts on line_items.cart_id = carts.id
    left join discounts on adjustments.discount_id = discounts.id
    left join promotions on adjustments.discount_id = promotions.id
),

final as (
    select
        id,
        description,
        promotion_id,
        code,
        major_amount as amount,
        {{ big_number('major_amount') }} as raw_amount,
        null as provider_id,
        case when metadata is not null then {{ clean_metadata('metadata') }} end as metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        item_id,
        false as is_tax_inclusive,
        'line_item_adjustment' as v1_table,
        v1_id
    from counted
)

select * from final
