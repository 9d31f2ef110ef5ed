with promotions as (
    select * from {{ ref('int_promotion__resolved') }}
    where problem is null and v1_table = 'discount'
),

discounts as (
    select * from {{ ref('stg_discount') }}
),

rules as (
    select * from {{ ref('stg_discount_rule') }}
),

offered_regions as (
    select * from {{ ref('int_discount_region__offered') }}
),

conditions as (
    select * from {{ ref('int_discount_condition__resolved') }}
    where left_reason is null
),

old_products as (
    select distinct discount_rule_id from {{ ref('stg_discount_rule_products') }}
),

probes as (
    select
        {{ live_has('promotion', 'status') }} as has_status,
        {{ live_has('promotion', 'is_tax_inclusive') }} as in_means_any_of
),

live as (
    select
        promotions.*,
        discounts.is_disabled,
        discounts.is_dynamic and discounts.parent_discount_id is null as is_template,
        discounts.valid_duration,
        discounts.parent_discount_id,
        rules.value as v1_value
    from promotions
    inner join discounts on promotions.v1_id = discounts.id
    inner join rules on promotions.rule_id = rules.id
    where promotions.deleted_at is null
),

final as (
    select
        'changed' as severity,
        'discount_value_out_of_range' as rule,
        v1_table,
        v1_id,
        code || ': ' || v1_value as detail
    from live
    where type <> 'free_shipping' and (v1_value <= 0 or (type = 'percentage' and v1_value > 100))
    union all
    select
        'info' as severity,
        'discount_without_region' as rule,
        live.v1_table,
        live.v1_id,
        live.code as detail
    from live
    left join offered_regions on live.promotion_id = offered_regions.discount_id
    where offered_regions.discount_id is null
    union all
    select
        'info' as severity,
        'discount_of_deleted_template' as rule,
        live.v1_table,
        live.v1_id,
        live.code as detail
    from live
    inner join discounts as parents on live.parent_discount_id = parents.id
    where parents.deleted_at is not null
    union all
    select
        'lost' as severity,
        'discount_in_other_currency' as rule,
        live.v1_table,
        live.v1_id,
        live.code || ': ' || offered_regions.region_id as detail
    from live
    inner join offered_regions on live.promotion_id = offered_regions.discount_id
    where live.currency_code <> offered_regions.currency_code
    union all
    select
        'lost' as severity,
        'discount_template' as rule,
        v1_table,
        v1_id,
        concat_ws(', codes valid for ', code, valid_duration) as detail
    from live
    where is_template
    union all
    select
        'changed' as severity,
        'discount_disabled_by_date' as rule,
        live.v1_table,
        live.v1_id,
        live.code as detail
    from live
    cross join probes
    where live.is_disabled and not probes.has_status
    union all
    select
        'changed' as severity,
        'discount_not_for_group' as rule,
        live.v1_table,
        live.v1_id,
        live.code as detail
    from live
    inner join conditions on live.rule_id = conditions.rule_id
    where conditions.operator = 'ne' and not conditions.is_target
    union all
    select distinct
        'changed' as severity,
        'discount_spread_over_matching_items' as rule,
        live.v1_table,
        live.v1_id,
        live.code as detail
    from live
    inner join conditions on live.rule_id = conditions.rule_id
    where live.type = 'fixed' and live.allocation = 'total' and conditions.is_target
    union all
    select distinct
        'changed' as severity,
        'discount_needs_every_tag' as rule,
        live.v1_table,
        live.v1_id,
        live.code as detail
    from live
    inner join conditions on live.rule_id = conditions.rule_id
    cross join probes
    where conditions.operator = 'in' and conditions.type in ('product_tags', 'customer_groups') and not probes.in_means_any_of
    union all
    select
        'info' as severity,
        'discount_products_not_checked' as rule,
        live.v1_table,
        live.v1_id,
        live.code as detail
    from live
    inner join old_products on live.rule_id = old_products.discount_rule_id
    left join conditions on live.rule_id = conditions.rule_id
    where conditions.rule_id is null
)

select * from final
