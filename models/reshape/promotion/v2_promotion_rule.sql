with rules as (
    select * from {{ ref('int_promotion_rule__derived') }}
),

final as (
    select
        rule_id as id,
        null::text as description,
        attribute,
        operator,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from rules
)

select * from final
