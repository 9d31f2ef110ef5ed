{#- One set per variant, also for those without a price, and one per priced shipping option. -#}
with variants as (
    select * from {{ ref('v2_product_variant') }}
),

shipping_prices as (
    select * from {{ ref('int_shipping_option__prices') }}
),

final as (
    select
        {{ v2_id('pset', "'variant:' || id") }} as id,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from variants
    union all
    (
        select distinct on (price_set_id)
            price_set_id as id,
            created_at,
            updated_at,
            deleted_at,
            v1_table,
            v1_id
        from shipping_prices
        order by price_set_id asc, deleted_at desc nulls first, price_id asc
    )
)

select * from final
