{#- Currencies whose digits only the operator can tell, with prices to recognize them by; currencies that
    have prices but are not the store's; and codes v2 did not know. -#}
with units as (
    select * from {{ ref('map_currency_unit') }}
),

candidates as (
    select * from {{ ref('currency_units') }}
),

store_currencies as (
    select * from {{ ref('v2_store_currency') }}
    where deleted_at is null
),

currencies as (
    select * from {{ ref('v2_currency') }}
),

variants as (
    select * from {{ ref('stg_product_variant') }}
),

products as (
    select * from {{ ref('stg_product') }}
),

links as (
    select
        money_amount_id,
        min(variant_id) as variant_id
    from {{ ref('stg_product_variant_money_amount') }}
    where deleted_at is null
    group by money_amount_id
),

prices as (
    select
        lower(trim(money_amounts.currency_code)) as code,
        money_amounts.amount,
        products.title,
        row_number() over (
            partition by lower(trim(money_amounts.currency_code))
            order by products.title is null asc, money_amounts.amount desc, money_amounts.id asc
        ) as position
    from {{ ref('stg_money_amount') }} as money_amounts
    left join links on money_amounts.id = links.money_amount_id
    left join variants on variants.id = coalesce(links.variant_id, money_amounts.variant_id)
    left join products on variants.product_id = products.id
    where money_amounts.deleted_at is null
),

price_counts as (
    select
        code,
        count(*) as price_count
    from prices
    group by code
),

used as (
    select code from price_counts
    union
    select lower(trim(currency_code)) as code from {{ ref('stg_region') }}
    union
    select lower(trim(currency_code)) as code from {{ ref('stg_order') }}
    union
    select lower(trim(currency_code)) as code from {{ ref('stg_payment') }}
),

samples as (
    select
        prices.code,
        string_agg(
            coalesce(prices.title, 'a price') || ': ' || trim_scale(prices.amount / 10::numeric ^ candidates.v1_admin_digits)
            || ' with ' || candidates.v1_admin_digits || ' digits, '
            || trim_scale(prices.amount / 10::numeric ^ candidates.v1_helper_digits) || ' with ' || candidates.v1_helper_digits,
            '; ' order by prices.position
        ) as examples
    from prices
    inner join candidates on prices.code = candidates.code
    where prices.position <= 3
    group by prices.code
),

live_codes as (
    select
        content ->> 'code' as code,
        (content ->> 'created_at')::timestamptz as created_at
    from {{ source('migration', 'live_row') }}
    where table_name = 'currency'
),

final as (
    select
        'changed' as severity,
        'currency_digits_disputed' as rule,
        'currency' as v1_table,
        units.code as v1_id,
        concat_ws('; ', units.digits || ' digits are assumed', samples.examples) as detail
    from units
    inner join used on units.code = used.code
    left join samples on units.code = samples.code
    where units.is_disputed
    union all
    select
        'changed' as severity,
        'currency_unknown' as rule,
        unknown.v1_table,
        unknown.v1_id,
        unknown.currency_code as detail
    from (
        select
            'region' as v1_table,
            v1_id,
            currency_code
        from {{ ref('stg_region') }}
        union all
        select
            'store' as v1_table,
            v1_id,
            default_currency_code as currency_code
        from {{ ref('stg_store') }}
    ) as unknown
    left join units on lower(trim(unknown.currency_code)) = units.code
    where units.code is null
    union all
    select
        'info' as severity,
        'currency_not_in_store' as rule,
        'currency' as v1_table,
        price_counts.code as v1_id,
        price_counts.price_count || ' prices' as detail
    from price_counts
    left join store_currencies on price_counts.code = store_currencies.currency_code
    where store_currencies.id is null
    union all
    -- Ours bear the store's date, so the finding stays after the code was inserted.
    select
        'info' as severity,
        'currency_added' as rule,
        currencies.v1_table,
        currencies.v1_id,
        currencies.name as detail
    from currencies
    left join live_codes on currencies.code = live_codes.code
    where live_codes.code is null or live_codes.created_at = currencies.created_at
)

select * from final
