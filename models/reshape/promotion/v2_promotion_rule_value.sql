{#- A fixed amount has one currency, so of its regions only those with that currency are named. -#}
with rules as (
    select * from {{ ref('int_promotion_rule__derived') }}
),

promotions as (
    select * from {{ ref('int_promotion__resolved') }}
),

offered_regions as (
    select * from {{ ref('int_discount_region__offered') }}
),

gift_cards as (
    select
        id,
        region_id
    from {{ ref('stg_gift_card') }}
),

condition_values as (
    select * from {{ ref('int_discount_condition_value__mapped') }}
    where not is_duplicate
),

gathered as (
    select
        rules.rule_id,
        offered_regions.region_id as value,
        rules.created_at,
        rules.updated_at,
        rules.deleted_at,
        'discount_regions' as v1_table,
        offered_regions.v1_id
    from rules
    inner join promotions on rules.promotion_id = promotions.promotion_id
    inner join offered_regions on rules.promotion_id = offered_regions.discount_id
    where
        rules.attribute = 'region.id'
        and (promotions.currency_code is null or promotions.currency_code = offered_regions.currency_code)
    union all
    select
        rules.rule_id,
        gift_cards.region_id as value,
        rules.created_at,
        rules.updated_at,
        rules.deleted_at,
        rules.v1_table,
        rules.v1_id
    from rules
    inner join gift_cards on rules.v1_table = 'gift_card' and rules.v1_id = gift_cards.id
    union all
    select
        rules.rule_id,
        condition_values.value,
        condition_values.created_at,
        condition_values.updated_at,
        rules.deleted_at,
        condition_values.v1_table,
        condition_values.v1_id
    from rules
    inner join condition_values
        on
            rules.condition_id = condition_values.condition_id
            and coalesce(rules.only_value, condition_values.value) = condition_values.value
),

final as (
    select
        {{ v2_id('prorulval', "rule_id || ':' || value") }} as id,
        rule_id as promotion_rule_id,
        value,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from gathered
)

select * from final
