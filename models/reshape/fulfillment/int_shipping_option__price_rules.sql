{#- v1's requirements as conditions on shipping prices, for v2_price_rule. v1 hides an option outside its
    bounds, v2 lists it without an amount. v1's upper bound is exclusive. Of several requirements of one
    type the strictest counts (v2 allows one). v1 never checks those of return options. -#}
with prices as (
    select * from {{ ref('int_shipping_option__prices') }}
),

placed as (
    select * from {{ ref('int_shipping_option__placed') }}
),

requirements as (
    select * from {{ ref('stg_shipping_option_requirement') }}
    where deleted_at is null and type in ('min_subtotal', 'max_subtotal')
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

required as (
    select distinct on (prices.price_id, requirements.type)
        prices.*,
        requirements.type,
        requirements.amount * units.factor as bound,
        requirements.v1_id as requirement_id
    from prices
    inner join placed on prices.shipping_option_id = placed.id
    inner join requirements on prices.v1_id = requirements.shipping_option_id
    inner join units on prices.currency_code = units.code
    where not placed.is_return and {{ live_has('price_rule', 'operator') }}
    order by
        prices.price_id,
        requirements.type,
        case requirements.type when 'min_subtotal' then -requirements.amount::numeric else requirements.amount end,
        requirements.id
),

final as (
    select
        price_id,
        'item_total' as attribute,
        case type when 'min_subtotal' then 'gte' else 'lt' end as operator,
        trim_scale(bound)::text as value,
        created_at,
        updated_at,
        deleted_at,
        'shipping_option_requirement' as v1_table,
        requirement_id as v1_id
    from required
)

select * from final
