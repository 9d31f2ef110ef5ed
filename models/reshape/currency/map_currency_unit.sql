{#- Decimal digits of the integers v1 holds, per currency: the operator's word, else what the v1 admin
    form used, else 2. factor turns v1's integer into v2's major unit: amount * factor, exact.
    A code that neither v1's own table nor the world knows is no currency. -#}
with units as (
    select * from {{ ref('currency_units') }}
),

currencies as (
    select lower(trim(code)) as code from {{ ref('stg_currency') }}
    union
    select code from units
),

decided as (
    select
        key as code,
        value::integer as digits
    from jsonb_each_text('{{ var("currency_exponents") | tojson }}'::jsonb)
),

final as (
    select
        currencies.code,
        coalesce(decided.digits, units.digits, 2) as digits,
        trim_scale(10::numeric ^ -coalesce(decided.digits, units.digits, 2)) as factor,
        coalesce(units.is_disputed, false) and decided.code is null as is_disputed
    from currencies
    left join units on currencies.code = units.code
    left join decided on currencies.code = decided.code
    where currencies.code is not null
)

select * from final
