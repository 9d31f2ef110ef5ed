{#- Who may use the promotion: regions and customer groups. -#}
with rules as (
    select * from {{ ref('int_promotion_rule__derived') }}
    where not is_target
),

final as (
    select
        promotion_id,
        rule_id as promotion_rule_id,
        v1_table,
        v1_id
    from rules
)

select * from final
