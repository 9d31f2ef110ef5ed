with placed as (
    select distinct
        v1_table,
        v1_id
    from {{ ref('v2_promotion_rule_value') }}
),

left_out as (
    select mapped.*
    from {{ ref('int_discount_condition_value__mapped') }} as mapped
    left join placed on mapped.v1_table = placed.v1_table and mapped.v1_id = placed.v1_id
    where placed.v1_id is null
),

conditions as (
    select * from {{ ref('int_discount_condition__resolved') }}
),

survivors as (
    select
        rules.condition_id,
        rule_values.value,
        min(rule_values.id) as id
    from {{ ref('v2_promotion_rule_value') }} as rule_values
    inner join {{ ref('int_promotion_rule__derived') }} as rules on rule_values.promotion_rule_id = rules.rule_id
    group by rules.condition_id, rule_values.value
),

final as (
    select
        left_out.v1_table,
        left_out.v1_id,
        case when survivors.id is not null then 'merged' else 'left' end as fate,
        case
            when survivors.id is not null then 'duplicate_value'
            else coalesce(conditions.left_reason, 'condition_without_discount')
        end as reason,
        case when survivors.id is not null then 'promotion_rule_value' end as v2_table,
        survivors.id as v2_id,
        null::text as detail
    from left_out
    left join conditions on left_out.condition_id = conditions.condition_id
    left join survivors on left_out.condition_id = survivors.condition_id and left_out.value = survivors.value
)

select * from final
