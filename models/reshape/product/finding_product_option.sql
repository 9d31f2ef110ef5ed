with chosen as (
    select * from {{ ref('int_variant_option__chosen') }}
),

options as (
    select * from {{ ref('v2_product_option') }}
),

option_values as (
    select * from {{ ref('v2_product_option_value') }}
),

superseded as (
    select * from {{ ref('int_option_value__cleaned') }}
    where is_superseded
),

final as (
    select
        'changed' as severity,
        'option_value_made' as rule,
        'product_variant' as v1_table,
        chosen.variant_id as v1_id,
        options.title || ': ' || chosen.value as detail
    from chosen
    inner join options on chosen.option_id = options.id
    where chosen.made_for = 'gap'
    union all
    select
        'info' as severity,
        'option_made' as rule,
        v1_table,
        v1_id,
        title as detail
    from options
    where v1_table = 'product'
    union all
    select
        'changed' as severity,
        'option_renamed' as rule,
        options.v1_table,
        options.v1_id,
        v1.title || ' -> ' || options.title as detail
    from options
    inner join {{ ref('stg_product_option') }} as v1 on options.id = v1.id
    where options.title <> trim(v1.title)
    union all
    select distinct
        'changed' as severity,
        case
            when '{{ var("dedupe_variant_options") }}' = 'suffix' then 'option_combination_told_apart'
            else 'option_combination_repeated'
        end as rule,
        'product_variant' as v1_table,
        variant_id as v1_id,
        'product ' || product_id as detail
    from chosen
    where is_repeated_combination
    union all
    select
        'info' as severity,
        'option_values_differ_by_case' as rule,
        'product_option' as v1_table,
        option_id as v1_id,
        string_agg(value, ', ' order by value) as detail
    from option_values
    where deleted_at is null
    group by option_id, lower(value)
    having count(*) > 1
    union all
    select
        'lost' as severity,
        'option_value_superseded' as rule,
        'product_option_value' as v1_table,
        superseded.v1_id,
        superseded.value || ', now ' || chosen.value as detail
    from superseded
    inner join chosen on superseded.variant_id = chosen.variant_id and superseded.option_id = chosen.option_id
    where superseded.value <> chosen.value
)

select * from final
