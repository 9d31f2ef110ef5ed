with options as (
    select * from {{ ref('v2_product_option') }}
),

final as (
    select
        {{ v2_id('prodopt', "product_id || ':' || id") }} as id,
        product_id,
        id as product_option_id,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from options
)

select * from final
