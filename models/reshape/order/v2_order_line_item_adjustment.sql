with owned as (
    select * from {{ ref('int_line_item__owned') }}
),

adjustments as (
    select * from {{ ref('stg_line_item_adjustment') }}
    where amount > '-Infinity' and amount < 'Infinity'
),

discounts as (
    select * from {{ ref('stg_discount') }}
),

promotions as (
    select id from {{ ref('v2_promotion') }}
),

rounded as (
    select * from {{ ref('int_line_item__rounded') }}
),

counted as (
    select
        adjustments.id,
        adjustments.description,
        promotions.id as promotion_id,
        discounts.code,
        adjustments.amount * owned.factor + coalesce(rounded.amount, 0) as amount,
        null as provider_id,
        owned.created_at,
        owned.updated_at,
        owned.line_item_id as item_id,
        'line_item_adjustment' as v1_table,
        adjustments.v1_id
    from adjustments
    inner join owned on adjustments.item_id = owned.line_item_id
    left join discounts on adjustments.discount_id = discounts.id
    left join promotions on adjustments.discount_id = promotions.id
    left join rounded on adjustments.id = rounded.line_item_adjustment_id
    where adjustments.discount_id is null or adjustments.discount_id = owned.discount_id
    union all
    select
        {{ v2_id('ordliadj', "'rounding:' || rounded.line_item_id") }} as id,
        'Medusa v1 rounding' as description,
        null as promotion_id,
        null as code,
        rounded.amount,
        'medusa_v1' as provider_id,
        owned.created_at,
        owned.updated_at,
        rounded.line_item_id as item_id,
        'line_item' as v1_table,
        rounded.line_item_id as v1_id
    from rounded
    inner join owned on rounded.line_item_id = owned.line_item_id
    where rounded.line_item_adjustment_id is null
),

final as (
    select
        id,
        description,
        promotion_id,
        code,
        amount,
        {{ big_number('amount') }} as raw_amount,
        provider_id,
        created_at,
        updated_at,
        item_id,
        null::timestamptz as deleted_at,
        -- v1's amounts are net of tax on inclusive prices too.
        false as is_tax_inclusive,
        1 as version,
        v1_table,
        v1_id
    from counted
)

select * from final
