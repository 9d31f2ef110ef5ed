with chosen as (
    select * from {{ ref('int_variant_option__chosen') }}
),

option_values as (
    select * from {{ ref('v2_product_option_value') }}
),

final as (
    select
        chosen.variant_id,
        option_values.id as option_value_id,
        'product_variant' as v1_table,
        chosen.variant_id as v1_id
    from chosen
    inner join option_values on chosen.option_id = option_values.option_id and chosen.value = option_values.value
)

select * from final
