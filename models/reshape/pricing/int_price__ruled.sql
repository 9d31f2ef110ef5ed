{#- The prices that v2 must find under a region so that it charges what v1 charged there.

    v1 takes the lowest of all prices of the region or of its currency; v2 takes the most specific one
    (a region's before a currency's, within lists as well) and only then the lowest. The two agree as
    long as all prices of one scope (the default prices, or one list) are equally specific. Where they
    are not, every price that can win is written for the region, where the lowest wins again.

    One row per price and region it is written for; is_own: the v1 row of that very region;
    is_beaten: an own row that never wins and so stays out of v2's way. -#}
with prices as (
    select * from {{ ref('int_money_amount__placed') }}
    where is_used and '{{ var("price_mode") }}' = 'v1_effective'
),

regions as (
    select
        regions.id as region_id,
        lower(trim(regions.currency_code)) as currency_code,
        units.factor,
        coalesce(currencies.is_tax_inclusive, false) as is_currency_inclusive,
        regions.is_tax_inclusive or coalesce(currencies.is_tax_inclusive, false) as is_region_inclusive
    from {{ ref('stg_region') }} as regions
    inner join {{ ref('map_currency_unit') }} as units on lower(trim(regions.currency_code)) = units.code
    left join {{ ref('stg_currency') }} as currencies on lower(trim(regions.currency_code)) = lower(trim(currencies.code))
    where regions.deleted_at is null
),

tax_rates as (
    select * from {{ ref('int_product__tax_rates') }}
),

-- Variants with plain prices only, flagged as their currency is, read the same in both versions.
special_variants as (
    select distinct prices.variant_id
    from prices
    left join regions on prices.own_currency_code = regions.currency_code
    where prices.region_id is not null or prices.is_tax_inclusive <> regions.is_currency_inclusive
),

candidates as (
    select
        prices.*,
        regions.region_id as in_region_id,
        regions.currency_code as in_currency_code,
        regions.factor,
        regions.is_currency_inclusive,
        regions.is_region_inclusive,
        false as is_own
    from prices
    inner join special_variants on prices.variant_id = special_variants.variant_id
    inner join regions on prices.own_currency_code = regions.currency_code and prices.region_id is distinct from regions.region_id
    union all
    select
        prices.*,
        regions.region_id as in_region_id,
        regions.currency_code as in_currency_code,
        regions.factor,
        regions.is_currency_inclusive,
        regions.is_region_inclusive,
        true as is_own
    from prices
    inner join regions on prices.region_id = regions.region_id
),

scopes as (
    select
        variant_id,
        in_region_id,
        price_list_id,
        is_region_inclusive <> is_currency_inclusive as is_region_special,
        bool_or(is_own) as has_own,
        bool_or(not is_own) as has_foreign,
        bool_or(not is_own and region_id is not null) as has_leaked,
        -- A price without region has the currency's flag in v2.
        bool_or(region_id is null and is_tax_inclusive <> is_currency_inclusive) as has_misflagged
    from candidates
    group by variant_id, in_region_id, price_list_id, is_region_inclusive, is_currency_inclusive
),

specific as (
    select
        *,
        has_own or has_leaked or has_misflagged as is_ruled
    from scopes
),

rewritten as (
    select
        variant_id,
        in_region_id,
        price_list_id,
        has_foreign and (
            is_ruled
            -- A region's price in one list would hide the plain prices of all others.
            or (price_list_id is not null and bool_or(is_ruled and price_list_id is not null) over in_region)
            -- v2 compares list and default price as they are: both need the same tax flag.
            or (is_region_special and bool_or(is_ruled) over in_region)
        ) as is_rewritten
    from specific
    window in_region as (partition by variant_id, in_region_id)
),

converted as (
    select
        candidates.id,
        candidates.variant_id,
        candidates.in_region_id,
        candidates.in_currency_code,
        candidates.price_list_id,
        candidates.min_quantity,
        candidates.max_quantity,
        candidates.is_own,
        rewritten.is_rewritten,
        candidates.v1_amount * candidates.factor as v1_amount,
        candidates.is_tax_inclusive as was_tax_inclusive,
        candidates.is_region_inclusive as is_tax_inclusive,
        coalesce(tax_rates.rate, 0) as tax_rate,
        case
            when candidates.is_tax_inclusive = candidates.is_region_inclusive
                then candidates.v1_amount * candidates.factor
            when candidates.is_tax_inclusive
                then round(candidates.v1_amount * candidates.factor / (1 + coalesce(tax_rates.rate, 0) / 100), 6)
            else round(candidates.v1_amount * candidates.factor * (1 + coalesce(tax_rates.rate, 0) / 100), 6)
        end as amount,
        coalesce(candidates.min_quantity, 0) as window_start,
        coalesce(candidates.max_quantity, 2147483647) as window_end
    from candidates
    inner join rewritten
        on
            candidates.variant_id = rewritten.variant_id
            and candidates.in_region_id = rewritten.in_region_id
            and candidates.price_list_id is not distinct from rewritten.price_list_id
    left join tax_rates on candidates.product_id = tax_rates.product_id and candidates.in_region_id = tax_rates.region_id
    where rewritten.is_rewritten or candidates.is_own
),

beaten as (
    select distinct
        loser.id,
        loser.in_region_id
    from converted as loser
    inner join converted as winner
        on
            loser.variant_id = winner.variant_id
            and loser.in_region_id = winner.in_region_id
            and coalesce(loser.price_list_id, '') = coalesce(winner.price_list_id, '')
            and loser.id <> winner.id
    where
        loser.is_rewritten
        and winner.window_start <= loser.window_start
        and winner.window_end >= loser.window_end
        and (
            winner.amount < loser.amount
            or (
                winner.amount = loser.amount
                -- of two equal ones the wider window, then the region's own row, then the lower id
                and (loser.window_end - loser.window_start, not winner.is_own, winner.id)
                < (winner.window_end - winner.window_start, not loser.is_own, loser.id)
            )
        )
),

final as (
    select
        converted.id as money_amount_id,
        converted.variant_id,
        converted.in_region_id as region_id,
        converted.in_currency_code as currency_code,
        converted.price_list_id,
        converted.v1_amount,
        converted.amount,
        converted.was_tax_inclusive,
        converted.is_tax_inclusive,
        converted.tax_rate,
        converted.is_own,
        beaten.id is not null as is_beaten
    from converted
    left join beaten on converted.id = beaten.id and converted.in_region_id = beaten.in_region_id
    where converted.is_own or beaten.id is null
)

select * from final
