with placed as (
    select distinct v1_id from {{ ref('v2_promotion_rule_value') }}
    where v1_table = 'discount_regions'
),

left_out as (
    select stg_discount_regions.*
    from {{ ref('stg_discount_regions') }} as stg_discount_regions
    left join placed on stg_discount_regions.v1_id = placed.v1_id
    where placed.v1_id is null
),

discounts as (
    select * from {{ ref('stg_discount') }}
),

promotions as (
    select * from {{ ref('v2_promotion') }}
),

final as (
    select
        'discount_regions' as v1_table,
        left_out.v1_id,
        'left' as fate,
        case
            when promotions.id is null then 'region_without_discount'
            when discounts.parent_discount_id is not null then 'region_of_dynamic_code'
            else 'region_of_other_currency'
        end as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from left_out
    left join discounts on left_out.discount_id = discounts.id
    left join promotions on left_out.discount_id = promotions.id
)

select * from final
