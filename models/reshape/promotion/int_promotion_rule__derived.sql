{#- The rules of every promotion: one for its regions, one per condition. Codes made from a template share the
    template's conditions, so ids are per promotion. Older v2 versions took `ne` for "differs from at least one":
    they get one rule per excluded value (only_value). -#}
with promotions as (
    select * from {{ ref('int_promotion__resolved') }}
    where problem is null
),

offered_regions as (
    select distinct discount_id from {{ ref('int_discount_region__offered') }}
),

conditions as (
    select * from {{ ref('int_discount_condition__resolved') }}
    where left_reason is null
),

condition_values as (
    select * from {{ ref('int_discount_condition_value__mapped') }}
    where not is_duplicate
),

probes as (
    -- 2.8.5; `ne` changed in 2.7, and one rule per value is right in every version
    select {{ live_has('promotion', 'is_tax_inclusive') }} as ne_means_none_of
),

applied as (
    select
        promotions.promotion_id,
        promotions.deleted_at,
        conditions.*
    from promotions
    inner join conditions on promotions.rule_id = conditions.rule_id
),

final as (
    select
        promotions.promotion_id,
        {{ v2_id('prorul', "promotions.promotion_id || ':regions'") }} as rule_id,
        'region.id' as attribute,
        'in' as operator,
        false as is_target,
        null::text as condition_id,
        null::text as only_value,
        promotions.created_at,
        promotions.updated_at,
        promotions.deleted_at,
        promotions.v1_table,
        promotions.v1_id
    from promotions
    left join offered_regions on promotions.promotion_id = offered_regions.discount_id
    where promotions.v1_table = 'gift_card' or offered_regions.discount_id is not null
    union all
    select
        applied.promotion_id,
        {{ v2_id('prorul', "concat_ws(':', applied.promotion_id, applied.condition_id, condition_values.value)") }} as rule_id,
        applied.attribute,
        applied.operator,
        applied.is_target,
        applied.condition_id,
        condition_values.value as only_value,
        applied.created_at,
        applied.updated_at,
        applied.deleted_at,
        'discount_condition' as v1_table,
        applied.v1_id
    from applied
    cross join probes
    left join condition_values
        on applied.condition_id = condition_values.condition_id and applied.operator = 'ne' and not probes.ne_means_none_of
)

select * from final
