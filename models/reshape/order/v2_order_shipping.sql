with owned as (
    select * from {{ ref('int_shipping_method__owned') }}
),

final as (
    select
        {{ v2_id('ordspmv', "'order_shipping:' || shipping_method_id") }} as id,
        order_id,
        1 as version,
        shipping_method_id,
        created_at,
        updated_at,
        deleted_at,
        return_id,
        claim_id,
        exchange_id,
        'shipping_method' as v1_table,
        shipping_method_id as v1_id
    from owned
)

select * from final
