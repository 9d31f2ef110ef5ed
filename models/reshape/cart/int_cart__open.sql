{#- The carts worth going on with in v2 (setting migrate_carts): not ordered, not deleted, ordinary, and
    touched recently. Recently is counted from the last cart v1 touched, so that a later run on the same data
    finds the same carts. -#}
with carts as (
    select * from {{ ref('stg_cart') }}
),

orders as (
    select
        cart_id,
        min(id) as order_id
    from {{ ref('stg_order') }}
    where cart_id is not null
    group by cart_id
),

regions as (
    select * from {{ ref('stg_region') }}
    where deleted_at is null
),

currency_units as (
    select * from {{ ref('map_currency_unit') }}
),

last_touched as (
    select max(updated_at) as updated_at from carts
),

final as (
    select
        carts.*,
        currency_units.code as currency_code,
        currency_units.factor
    from carts
    inner join regions on carts.region_id = regions.id
    inner join currency_units on lower(trim(regions.currency_code)) = currency_units.code
    left join orders on carts.id = orders.cart_id
    where
        '{{ var("migrate_carts") }}' = 'open'
        and carts.completed_at is null
        and carts.deleted_at is null
        and carts.type = 'default'
        and carts.updated_at >= (select last_touched.updated_at from last_touched) - {{ var('cart_max_age_days') }} * interval '1 day'
        and orders.cart_id is null
)

select * from final
