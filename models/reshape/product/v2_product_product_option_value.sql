with product_options as (
    select * from {{ ref('v2_product_product_option') }}
),

option_values as (
    select * from {{ ref('v2_product_option_value') }}
),

final as (
    select
        {{ v2_id('prodoptval', "product_options.product_id || ':' || option_values.id") }} as id,
        product_options.id as product_product_option_id,
        option_values.id as product_option_value_id,
        option_values.created_at,
        option_values.updated_at,
        option_values.deleted_at,
        option_values.v1_table,
        option_values.v1_id
    from option_values
    inner join product_options on option_values.option_id = product_options.product_option_id
)

select * from final
