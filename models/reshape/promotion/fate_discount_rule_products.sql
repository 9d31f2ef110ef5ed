with final as (
    select
        'discount_rule_products' as v1_table,
        v1_id,
        'left' as fate,
        'discount_products_of_old_v1' as reason,
        null::text as v2_table,
        null::text as v2_id,
        null::text as detail
    from {{ ref('stg_discount_rule_products') }}
)

select * from final
