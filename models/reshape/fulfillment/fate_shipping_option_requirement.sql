with requirements as (
    select * from {{ ref('stg_shipping_option_requirement') }}
),

placed as (
    select * from {{ ref('int_shipping_option__placed') }}
    where not is_copy
),

loaded as (
    select * from {{ ref('int_shipping_option__price_rules') }}
    where v1_table = 'shipping_option_requirement'
),

final as (
    select
        'shipping_option_requirement' as v1_table,
        requirements.v1_id,
        case when placed.id is null then 'quarantined' else 'left' end as fate,
        case
            when placed.id is null then 'requirement_without_option'
            when requirements.deleted_at is not null then 'requirement_deleted'
            when placed.is_return then 'requirement_of_return_option'
            when placed.price_type = 'calculated' then 'requirement_of_calculated_option'
            when not {{ live_has('price_rule', 'operator') }} then 'requirement_not_expressible'
            else 'requirement_not_the_strictest'
        end as reason,
        null as v2_table,
        null as v2_id,
        concat_ws(' ', placed.name, requirements.type, requirements.amount) as detail
    from requirements
    left join placed on requirements.shipping_option_id = placed.v1_id
    where not exists (
        select 1 from loaded
        where loaded.v1_id = requirements.v1_id
    )
)

select * from final
