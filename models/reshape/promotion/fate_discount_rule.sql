{#- Type and value of a rule are in the application method of every promotion that uses it. -#}
with methods as (
    select
        promotions.rule_id,
        min(methods.id) as id
    from {{ ref('int_promotion__resolved') }} as promotions
    inner join {{ ref('v2_promotion_application_method') }} as methods on promotions.promotion_id = methods.promotion_id
    where promotions.rule_id is not null
    group by promotions.rule_id
),

final as (
    select
        'discount_rule' as v1_table,
        stg_discount_rule.v1_id,
        case when methods.id is not null then 'merged' else 'left' end as fate,
        case when methods.id is not null then 'rule_part_of_promotion' else 'rule_without_discount' end as reason,
        case when methods.id is not null then 'promotion_application_method' end as v2_table,
        methods.id as v2_id,
        null::text as detail
    from {{ ref('stg_discount_rule') }} as stg_discount_rule
    left join methods on stg_discount_rule.id = methods.rule_id
)

select * from final
