with prices as (
    select * from {{ ref('int_price__written') }}
),

lowered as (
    select
        price_id,
        min(hidden_amount) as amount
    from {{ ref('int_price__outranked') }}
    where is_covered
    group by price_id
),

shipping_prices as (
    select * from {{ ref('int_shipping_option__prices') }}
),

rules as (
    select
        price_id,
        count(*) as rules_count
    from {{ ref('v2_price_rule') }}
    where deleted_at is null
    group by price_id
),

target as (
    -- Up to 2.7 a quantity only met rows with both bounds (or none); these releases lack the column.
    select not {{ live_has('promotion', 'is_tax_inclusive') }} as needs_both_bounds
),

of_variants as (
    select
        prices.id,
        {{ v2_id('pset', "'variant:' || prices.variant_id") }} as price_set_id,
        prices.currency_code,
        coalesce(lowered.amount, prices.amount) as amount,
        prices.created_at,
        prices.updated_at,
        prices.deleted_at,
        prices.price_list_id,
        case
            when target.needs_both_bounds and prices.max_quantity is not null then coalesce(prices.min_quantity, 1)
            else prices.min_quantity
        end as min_quantity,
        case
            when target.needs_both_bounds and prices.min_quantity is not null then coalesce(prices.max_quantity, 999999999)
            else prices.max_quantity
        end as max_quantity,
        'money_amount' as v1_table,
        prices.v1_id
    from prices
    cross join target
    left join lowered on prices.id = lowered.price_id
),

of_shipping as (
    select
        price_id as id,
        price_set_id,
        currency_code,
        amount,
        created_at,
        updated_at,
        deleted_at,
        null::text as price_list_id,
        null::integer as min_quantity,
        null::integer as max_quantity,
        v1_table,
        v1_id
    from shipping_prices
),

together as (
    select * from of_variants
    union all
    select * from of_shipping
),

final as (
    select
        together.id,
        null::text as title,
        together.price_set_id,
        together.currency_code,
        {{ big_number('together.amount') }} as raw_amount,
        coalesce(rules.rules_count, 0)::integer as rules_count,
        together.created_at,
        together.updated_at,
        together.deleted_at,
        together.price_list_id,
        trim_scale(together.amount) as amount,
        together.min_quantity,
        together.max_quantity,
        {{ big_number('together.min_quantity') }} as raw_min_quantity,
        {{ big_number('together.max_quantity') }} as raw_max_quantity,
        together.v1_table,
        together.v1_id
    from together
    left join rules on together.id = rules.price_id
)

select * from final
