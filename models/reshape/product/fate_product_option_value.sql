with options as (
    select * from {{ ref('stg_product_option') }}
),

variants as (
    select * from {{ ref('v2_product_variant') }}
),

cleaned as (
    select * from {{ ref('int_option_value__cleaned') }}
),

chosen as (
    select * from {{ ref('int_variant_option__chosen') }}
    where v1_id is not null
),

migrated as (
    select * from {{ ref('v2_product_option_value') }}
),

judged as (
    select
        option_values.v1_id,
        option_values.value,
        same_text.id as v2_id,
        case
            when same_text.id is not null then 'option_value_merged'
            when cleaned.is_superseded then 'option_value_superseded'
            when options.id is not null and options.product_id is null then 'option_without_product'
            when options.id is null or variants.id is null then 'product_parent_missing'
            when options.product_id <> variants.product_id then 'option_of_other_product'
            else 'option_deleted'
        end as reason
    from {{ ref('stg_product_option_value') }} as option_values
    left join migrated on option_values.id = migrated.id
    left join options on option_values.option_id = options.id
    left join variants on option_values.variant_id = variants.id
    left join cleaned on option_values.id = cleaned.v1_id
    left join chosen on option_values.id = chosen.v1_id
    left join migrated as same_text
        on cleaned.option_id = same_text.option_id and coalesce(chosen.value, cleaned.value) = same_text.value
    where migrated.id is null
),

final as (
    select
        'product_option_value' as v1_table,
        v1_id,
        case
            when reason = 'option_value_merged' then 'merged'
            when reason in ('product_parent_missing', 'option_of_other_product') then 'quarantined'
            else 'left'
        end as fate,
        reason,
        case when v2_id is not null then 'product_option_value' end as v2_table,
        v2_id,
        value as detail
    from judged
)

select * from final
