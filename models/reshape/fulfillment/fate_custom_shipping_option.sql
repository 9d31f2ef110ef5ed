with custom_shipping_options as (
    select * from {{ ref('stg_custom_shipping_option') }}
),

final as (
    select
        'custom_shipping_option' as v1_table,
        v1_id,
        'left' as fate,
        'price_of_one_cart' as reason,
        null as v2_table,
        null as v2_id,
        'cart ' || cart_id as detail
    from custom_shipping_options
)

select * from final
