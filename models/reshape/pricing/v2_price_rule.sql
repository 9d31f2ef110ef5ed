{#- The rule that ties a price to a region, and those of shipping prices. They stay alive under a deleted
    price: price.rules_count must count them when somebody restores it. -#}
with prices as (
    select * from {{ ref('int_price__written') }}
),

shipping_prices as (
    select * from {{ ref('int_shipping_option__prices') }}
),

shipping_rules as (
    select * from {{ ref('int_shipping_option__price_rules') }}
),

of_regions as (
    select
        id as price_id,
        region_id,
        created_at,
        updated_at,
        'money_amount' as v1_table,
        v1_id
    from prices
    where region_id is not null
    union all
    select
        price_id,
        region_id,
        created_at,
        updated_at,
        v1_table,
        v1_id
    from shipping_prices
    where region_id is not null
),

final as (
    select
        {{ v2_id('prule', "price_id || ':region_id'") }} as id,
        region_id as value,
        0 as priority,
        price_id,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        'region_id' as attribute,
        'eq' as operator,
        v1_table,
        v1_id
    from of_regions
    union all
    select
        {{ v2_id('prule', "price_id || ':' || attribute || ':' || operator") }} as id,
        value,
        0 as priority,
        price_id,
        created_at,
        updated_at,
        deleted_at,
        attribute,
        operator,
        v1_table,
        v1_id
    from shipping_rules
    where attribute <> 'region_id'
)

select * from final
