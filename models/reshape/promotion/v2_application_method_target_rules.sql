{#- What the promotion takes money off. -#}
with rules as (
    select * from {{ ref('int_promotion_rule__derived') }}
    where is_target
),

final as (
    select
        {{ v2_id('proappmet', 'promotion_id') }} as application_method_id,
        rule_id as promotion_rule_id,
        v1_table,
        v1_id
    from rules
)

select * from final
