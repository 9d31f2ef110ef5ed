with placed as (
    select distinct v1_id from {{ ref('v2_promotion_rule') }}
    where v1_table = 'discount_condition'
),

left_out as (
    select stg_discount_condition.v1_id
    from {{ ref('stg_discount_condition') }} as stg_discount_condition
    left join placed on stg_discount_condition.v1_id = placed.v1_id
    where placed.v1_id is null
),

conditions as (
    select * from {{ ref('int_discount_condition__resolved') }}
),

final as (
    select
        'discount_condition' as v1_table,
        left_out.v1_id,
        'left' as fate,
        coalesce(conditions.left_reason, 'condition_without_discount') as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from left_out
    left join conditions on left_out.v1_id = conditions.v1_id
)

select * from final
