{#- Every price of a variant that v2 gets, before prices of customer groups are lowered: v1's own rows,
    and the copies that int_price__ruled asks for. -#}
with prices as (
    select * from {{ ref('int_money_amount__placed') }}
),

ruled as (
    select * from {{ ref('int_price__ruled') }}
),

own as (
    select
        prices.id,
        prices.variant_id,
        prices.price_list_id,
        prices.region_id,
        prices.currency_code,
        coalesce(ruled.amount, prices.amount) as amount,
        prices.min_quantity,
        prices.max_quantity,
        prices.created_at,
        prices.updated_at,
        -- Kept to be read, but out of the way: it never won in v1.
        coalesce(prices.deleted_at, case when prices.is_duplicate or ruled.is_beaten then prices.updated_at end) as deleted_at,
        prices.v1_id
    from prices
    left join ruled on prices.id = ruled.money_amount_id and ruled.is_own
),

copied as (
    select
        {{ v2_id('price', "prices.id || ':' || ruled.region_id") }} as id,
        prices.variant_id,
        prices.price_list_id,
        ruled.region_id,
        ruled.currency_code,
        ruled.amount,
        prices.min_quantity,
        prices.max_quantity,
        prices.created_at,
        prices.updated_at,
        null::timestamptz as deleted_at,
        prices.v1_id
    from ruled
    inner join prices on ruled.money_amount_id = prices.id
    where not ruled.is_own
),

final as (
    select * from own
    union all
    select * from copied
)

select * from final
