{#- v2 brings its own currencies and rewrites their names and digits at every start: only a code that it
    does not know is inserted, with the digits v1's amounts have. -#}
with currencies as (
    select distinct on (lower(trim(code)))
        *,
        lower(trim(code)) as clean_code
    from {{ ref('stg_currency') }}
    order by lower(trim(code)), code
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

stores as (
    select * from {{ ref('int_store__chosen') }}
),

final as (
    select
        currencies.clean_code as code,
        coalesce(currencies.symbol, upper(currencies.clean_code)) as symbol,
        coalesce(currencies.symbol_native, currencies.symbol, upper(currencies.clean_code)) as symbol_native,
        coalesce(units.digits, 2) as decimal_digits,
        0::numeric as rounding,
        {{ big_number('0') }} as raw_rounding,
        coalesce(currencies.name, upper(currencies.clean_code)) as name,
        stores.created_at,
        stores.created_at as updated_at,
        null::timestamptz as deleted_at,
        'currency' as v1_table,
        currencies.v1_id
    from currencies
    left join units on currencies.clean_code = units.code
    cross join stores
)

select * from final
