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
        coalesce(regions.automatic_taxes, true) as has_automatic_taxes,
        coalesce(currencies.is_tax_inclusive, false) as is_currency_inclusive,
        regions.is_tax_inclusive or coalesce(currencies.is_tax_inclusive, false) as is_region_inclusive
    from {{ ref('stg_region') }} as regions
    inner join {{ ref('map_currency_unit') }} as units on lower(trim(regions.currency_code)) = units.code
    left join {{ ref('stg_currency') }} as currencies on lower(trim(regions.currency_code)) = lower(trim(currencies.code))
    where regions.deleted_at is null
),

price_lists as (
    select
        id,
        rules_count > 0 as is_for_group,
        status = 'active' as is_active,
        coalesce(starts_at, '-infinity') as list_start,
        coalesce(ends_at, 'infinity') as list_end
    from {{ ref('v2_price_list') }}
),

tax_rates as (
    select * from {{ ref('int_product__tax_rates') }}
),

-- Other variants have plain prices only, flagged as their currency is: both versions read them alike.
special_variants as (
    select prices.variant_id
    from prices
    left join regions on prices.own_currency_code = regions.currency_code
    left join price_lists on prices.price_list_id = price_lists.id
    group by prices.variant_id
    having
        bool_or(prices.region_id is not null)
        or bool_or(prices.is_tax_inclusive <> regions.is_currency_inclusive)
        or (bool_or(price_lists.is_for_group) and not bool_and(price_lists.is_for_group))
),

entered as (
    select
        prices.*,
        regions.region_id as in_region_id,
        regions.currency_code as in_currency_code,
        regions.factor,
        regions.has_automatic_taxes,
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
        regions.has_automatic_taxes,
        regions.is_currency_inclusive,
        regions.is_region_inclusive,
        true as is_own
    from prices
    inner join regions on prices.region_id = regions.region_id
),

-- Without automatic taxes v1 does not know how to compare a price with tax to one without: the flag of the
-- first price it meets decides (the oldest, as far as anybody can tell), the others never win.
first_met as (
    select distinct on (variant_id, in_region_id)
        variant_id,
        in_region_id,
        is_tax_inclusive,
        min(v1_amount) over (partition by variant_id, in_region_id, is_tax_inclusive) as v1_amount
    from entered
    where not has_automatic_taxes and price_list_id is null and min_quantity is null and max_quantity is null
    order by variant_id, in_region_id, id
),

candidates as (
    select
        entered.*,
        first_met.is_tax_inclusive <> entered.is_tax_inclusive is true as is_uncompared,
        first_met.v1_amount as first_v1_amount
    from entered
    left join first_met on entered.variant_id = first_met.variant_id and entered.in_region_id = first_met.in_region_id
),

list_candidates as (
    select
        candidates.*,
        coalesce(candidates.min_quantity, 0) as window_start,
        coalesce(candidates.max_quantity, 2147483647) as window_end,
        price_lists.is_for_group,
        price_lists.list_start,
        price_lists.list_end
    from candidates
    inner join price_lists on candidates.price_list_id = price_lists.id
    where price_lists.is_active
),

-- A group's price can be lowered to a price for everybody that always counts when it does (v2_price does
-- so), but not to one that counts only at some of its times or quantities.
undercut as (
    select distinct
        of_group.variant_id,
        of_group.in_region_id
    from list_candidates as of_group
    inner join list_candidates as for_all
        on of_group.variant_id = for_all.variant_id and of_group.in_region_id = for_all.in_region_id
    where
        of_group.is_for_group
        and not for_all.is_for_group
        and for_all.v1_amount < of_group.v1_amount
        and for_all.window_start <= of_group.window_end
        and for_all.window_end >= of_group.window_start
        and for_all.list_start <= of_group.list_end
        and for_all.list_end >= of_group.list_start
        and not (
            for_all.window_start <= of_group.window_start
            and for_all.window_end >= of_group.window_end
            and for_all.list_start <= of_group.list_start
            and for_all.list_end >= of_group.list_end
        )
),

scopes as (
    select
        candidates.variant_id,
        candidates.in_region_id,
        candidates.price_list_id,
        coalesce(price_lists.is_for_group, false) as is_for_group,
        candidates.is_region_inclusive <> candidates.is_currency_inclusive as is_region_special,
        undercut.variant_id is not null as is_undercut,
        bool_or(not candidates.is_own) as has_foreign,
        -- A price without region has the currency's flag in v2.
        bool_or(
            candidates.region_id is not null
            or candidates.is_tax_inclusive <> candidates.is_currency_inclusive
            or candidates.is_uncompared
        ) as is_ruled
    from candidates
    left join price_lists on candidates.price_list_id = price_lists.id
    left join undercut
        on candidates.variant_id = undercut.variant_id and candidates.in_region_id = undercut.in_region_id
    group by
        candidates.variant_id, candidates.in_region_id, candidates.price_list_id, price_lists.is_for_group,
        candidates.is_region_inclusive, candidates.is_currency_inclusive, undercut.variant_id
),

rewritten as (
    select
        variant_id,
        in_region_id,
        price_list_id,
        has_foreign and (
            is_ruled
            -- A region's price in one list would hide the plain prices of all others.
            or (
                price_list_id is not null and not is_for_group
                and (is_undercut or bool_or(is_ruled and price_list_id is not null) over in_region)
            )
            or (is_for_group and bool_or(is_ruled and is_for_group) over in_region)
            -- v2 compares list and default price as they are: both need the same tax flag.
            or (is_region_special and (is_undercut or bool_or(is_ruled) over in_region))
        ) as is_rewritten
    from scopes
    window in_region as (partition by variant_id, in_region_id)
),

charged as (
    select
        candidates.id,
        candidates.variant_id,
        candidates.product_id,
        candidates.in_region_id,
        candidates.in_currency_code,
        candidates.price_list_id,
        candidates.is_own,
        candidates.is_uncompared,
        rewritten.is_rewritten,
        candidates.v1_amount * candidates.factor as v1_amount,
        candidates.is_tax_inclusive as was_tax_inclusive,
        candidates.is_region_inclusive as is_tax_inclusive,
        -- What never won is written as what won instead: it must hide the currency's row, and change nothing.
        case when candidates.is_uncompared then candidates.first_v1_amount else candidates.v1_amount end
        * candidates.factor as charged_amount,
        candidates.is_tax_inclusive <> candidates.is_uncompared as is_charged_tax_inclusive,
        coalesce(candidates.min_quantity, 0) as window_start,
        coalesce(candidates.max_quantity, 2147483647) as window_end
    from candidates
    inner join rewritten
        on
            candidates.variant_id = rewritten.variant_id
            and candidates.in_region_id = rewritten.in_region_id
            and candidates.price_list_id is not distinct from rewritten.price_list_id
    where rewritten.is_rewritten or candidates.is_own
),

converted as (
    select
        charged.*,
        coalesce(tax_rates.rate, 0) as tax_rate,
        case
            when charged.is_charged_tax_inclusive = charged.is_tax_inclusive then charged.charged_amount
            when charged.is_charged_tax_inclusive
                then round(charged.charged_amount / (1 + coalesce(tax_rates.rate, 0) / 100), 6)
            else round(charged.charged_amount * (1 + coalesce(tax_rates.rate, 0) / 100), 6)
        end as amount
    from charged
    left join tax_rates on charged.product_id = tax_rates.product_id and charged.in_region_id = tax_rates.region_id
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
        trim_scale(converted.v1_amount) as v1_amount,
        trim_scale(converted.amount) as amount,
        converted.was_tax_inclusive,
        converted.is_tax_inclusive,
        converted.tax_rate,
        converted.is_own,
        converted.is_uncompared,
        beaten.id is not null as is_beaten
    from converted
    left join beaten on converted.id = beaten.id and converted.in_region_id = beaten.in_region_id
    where converted.is_own or beaten.id is null
)

select * from final
