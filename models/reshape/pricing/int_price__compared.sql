{#- What v1 charges and what v2 would charge from the reshaped rows, for every live variant and region in
    every sampled situation: the two servers' own price selections, side by side. v1 is read from v1's
    tables and v2 from the v2_ models, so that a mistake in between shows. Only differences are kept; cause is
    the code of a known one, and a difference without cause stops the run. -#}
with contexts as (
    select
        variant_id,
        quantity,
        at_time,
        customer_groups,
        string_to_array(v1_price_lists, ' ') as v1_price_lists,
        string_to_array(v2_price_lists, ' ') as v2_price_lists
    from {{ ref('int_price_context__sampled') }}
),

variants as (
    select * from {{ ref('v2_product_variant') }}
    where deleted_at is null
),

regions as (
    select
        regions.id,
        lower(trim(regions.currency_code)) as currency_code,
        units.factor,
        coalesce(regions.automatic_taxes, true) as has_automatic_taxes
    from {{ ref('stg_region') }} as regions
    inner join {{ ref('map_currency_unit') }} as units on lower(trim(regions.currency_code)) = units.code
    where regions.deleted_at is null
),

tax_rates as (
    select * from {{ ref('int_product__tax_rates') }}
),

v1_links as (
    select
        money_amount_id,
        variant_id
    from {{ ref('stg_product_variant_money_amount') }}
    where deleted_at is null
    union all
    select
        id as money_amount_id,
        variant_id
    from {{ ref('stg_money_amount') }}
    where variant_id is not null
),

v1_prices as (
    select
        money_amounts.id,
        variants.id as variant_id,
        variants.product_id,
        money_amounts.amount,
        money_amounts.region_id,
        money_amounts.price_list_id,
        money_amounts.min_quantity,
        money_amounts.max_quantity,
        lower(trim(money_amounts.currency_code)) as currency_code,
        coalesce(price_lists.is_tax_inclusive, false)
        or coalesce(own_regions.is_tax_inclusive, false)
        or coalesce(currencies.is_tax_inclusive, false) as is_tax_inclusive
    from {{ ref('stg_money_amount') }} as money_amounts
    -- What is quarantined is reported there, with its reason; so is a second variant of one price, which v1's index forbids.
    inner join {{ ref('int_money_amount__placed') }} as placed on money_amounts.id = placed.id
    inner join v1_links on money_amounts.id = v1_links.money_amount_id and placed.variant_id = v1_links.variant_id
    inner join variants on v1_links.variant_id = variants.id
    left join {{ ref('stg_price_list') }} as price_lists on money_amounts.price_list_id = price_lists.id
    left join {{ ref('stg_region') }} as own_regions on money_amounts.region_id = own_regions.id and own_regions.deleted_at is null
    left join {{ ref('stg_currency') }} as currencies on money_amounts.currency_code = currencies.code
    where money_amounts.deleted_at is null
),

v1_candidates as (
    select
        v1_prices.*,
        regions.id as in_region_id,
        regions.factor,
        regions.has_automatic_taxes
    from v1_prices
    inner join regions on v1_prices.currency_code = regions.currency_code
    union all
    select
        v1_prices.*,
        regions.id as in_region_id,
        regions.factor,
        regions.has_automatic_taxes
    from v1_prices
    inner join regions on v1_prices.region_id = regions.id and v1_prices.currency_code <> regions.currency_code
),

v1_taxed as (
    select
        v1_candidates.id,
        v1_candidates.variant_id,
        v1_candidates.has_automatic_taxes,
        v1_candidates.in_region_id as region_id,
        v1_candidates.price_list_id,
        v1_candidates.min_quantity,
        v1_candidates.max_quantity,
        v1_candidates.is_tax_inclusive,
        v1_candidates.amount * v1_candidates.factor as amount,
        coalesce(tax_rates.rate, 0) as tax_rate
    from v1_candidates
    left join tax_rates
        on v1_candidates.product_id = tax_rates.product_id and v1_candidates.in_region_id = tax_rates.region_id
),

v1_best as (
    select
        contexts.variant_id,
        v1_taxed.region_id,
        v1_taxed.has_automatic_taxes,
        v1_taxed.tax_rate,
        contexts.quantity,
        contexts.v1_price_lists,
        contexts.v2_price_lists,
        min(contexts.at_time) as at_time,
        min(contexts.customer_groups) as customer_groups,
        min(v1_taxed.amount) filter (where v1_taxed.is_tax_inclusive) as with_tax,
        min(v1_taxed.amount) filter (where not v1_taxed.is_tax_inclusive) as without_tax,
        min(v1_taxed.id) filter (where v1_taxed.is_tax_inclusive)
        < min(v1_taxed.id) filter (where not v1_taxed.is_tax_inclusive) as is_with_tax_first
    from contexts
    inner join v1_taxed on contexts.variant_id = v1_taxed.variant_id
    where
        (v1_taxed.price_list_id is null or v1_taxed.price_list_id = any(contexts.v1_price_lists))
        and (
            coalesce(v1_taxed.min_quantity, 0) = 0
            or v1_taxed.min_quantity <= contexts.quantity
        )
        and (
            contexts.quantity is null
            or coalesce(v1_taxed.max_quantity, 0) = 0
            or v1_taxed.max_quantity >= contexts.quantity
        )
    group by
        contexts.variant_id, v1_taxed.region_id, v1_taxed.has_automatic_taxes, v1_taxed.tax_rate,
        contexts.quantity, contexts.v1_price_lists, contexts.v2_price_lists
),

-- v1: the lowest of all. With and without tax are compared with tax, or, where v1 does not calculate
-- taxes by itself, not at all: the kind of the first one wins.
v1_decided as (
    select
        *,
        with_tax is not null and without_tax is not null as is_mixed,
        case
            when with_tax is null or without_tax is null then with_tax is not null
            when has_automatic_taxes then with_tax < without_tax * (1 + tax_rate / 100)
            else is_with_tax_first
        end as is_tax_inclusive
    from v1_best
),

v1_charged as (
    select
        *,
        case when is_tax_inclusive then with_tax else without_tax end as amount
    from v1_decided
),

v2_rules as (
    select
        price_id,
        count(*) filter (where attribute = 'region_id') as region_rules,
        min(value) filter (where attribute = 'region_id') as region_id
    from {{ ref('v2_price_rule') }}
    where deleted_at is null
    group by price_id
),

preferences as (
    select * from {{ ref('v2_price_preference') }}
    where deleted_at is null
),

v2_prices as (
    select
        links.variant_id,
        regions.id as region_id,
        prices.price_list_id,
        prices.amount,
        prices.min_quantity,
        prices.max_quantity,
        price_lists.type as list_type,
        prices.rules_count + coalesce(price_lists.rules_count, 0) as specificity,
        coalesce(
            case when v2_rules.region_id is not null then of_region.is_tax_inclusive end, of_currency.is_tax_inclusive, false
        ) as is_tax_inclusive
    from {{ ref('v2_price') }} as prices
    inner join {{ ref('v2_product_variant_price_set') }} as links
        on prices.price_set_id = links.price_set_id and links.deleted_at is null
    inner join regions on prices.currency_code = regions.currency_code
    left join v2_rules on prices.id = v2_rules.price_id
    left join {{ ref('v2_price_list') }} as price_lists on prices.price_list_id = price_lists.id
    left join preferences as of_region on of_region.attribute = 'region_id' and regions.id = of_region.value
    left join preferences as of_currency on of_currency.attribute = 'currency_code' and regions.currency_code = of_currency.value
    where
        prices.deleted_at is null
        and (
            prices.rules_count = 0
            or (prices.rules_count = v2_rules.region_rules and v2_rules.region_id = regions.id)
        )
),

-- v2: the most specific, then the lowest, of the default prices and of the lists'.
v2_best as (
    select
        contexts.variant_id,
        v2_prices.region_id,
        contexts.quantity,
        contexts.v1_price_lists,
        contexts.v2_price_lists,
        min(contexts.at_time) as at_time,
        min(contexts.customer_groups) as customer_groups,
        min(array[-v2_prices.specificity, v2_prices.amount, v2_prices.is_tax_inclusive::integer::numeric])
        filter (where v2_prices.price_list_id is null) as default_best,
        min(array[
            -v2_prices.specificity,
            v2_prices.amount,
            v2_prices.is_tax_inclusive::integer::numeric,
            (v2_prices.list_type = 'override')::integer::numeric
        ]) filter (where v2_prices.price_list_id is not null) as list_best
    from contexts
    inner join v2_prices on contexts.variant_id = v2_prices.variant_id
    where
        (v2_prices.price_list_id is null or v2_prices.price_list_id = any(contexts.v2_price_lists))
        and coalesce(v2_prices.min_quantity, 1) <= coalesce(contexts.quantity, 1)
        and (contexts.quantity is null or coalesce(v2_prices.max_quantity, contexts.quantity) >= contexts.quantity)
    group by
        contexts.variant_id, v2_prices.region_id, contexts.quantity, contexts.v1_price_lists, contexts.v2_price_lists
),

v2_charged as (
    select
        *,
        case
            when list_best is null then default_best[2:3]
            when default_best is null or list_best[4] = 1 or list_best[2] <= default_best[2] then list_best[2:3]
            else default_best[2:3]
        end as best
    from v2_best
),

paired as (
    select
        coalesce(v1_charged.variant_id, v2_charged.variant_id) as variant_id,
        coalesce(v1_charged.region_id, v2_charged.region_id) as region_id,
        coalesce(v1_charged.quantity, v2_charged.quantity) as quantity,
        coalesce(v1_charged.at_time, v2_charged.at_time) as at_time,
        coalesce(v1_charged.customer_groups, v2_charged.customer_groups) as customer_groups,
        coalesce(v1_charged.v1_price_lists, v2_charged.v1_price_lists) as v1_price_lists,
        v1_charged.amount as v1_amount,
        v1_charged.is_tax_inclusive as is_v1_tax_inclusive,
        v1_charged.tax_rate,
        v1_charged.is_mixed and not v1_charged.has_automatic_taxes as is_undecided,
        v2_charged.best[1] as v2_amount,
        v2_charged.best[2] = 1 as is_v2_tax_inclusive
    from v1_charged
    full join v2_charged
        on
            v1_charged.variant_id = v2_charged.variant_id
            and v1_charged.region_id = v2_charged.region_id
            and coalesce(v1_charged.quantity, 0) = coalesce(v2_charged.quantity, 0)
            and v1_charged.v1_price_lists = v2_charged.v1_price_lists
            and v1_charged.v2_price_lists = v2_charged.v2_price_lists
),

expected as (
    select
        *,
        case
            when coalesce(is_v1_tax_inclusive = is_v2_tax_inclusive, true) then v1_amount
            when is_v1_tax_inclusive then round(v1_amount / (1 + tax_rate / 100), 6)
            else round(v1_amount * (1 + tax_rate / 100), 6)
        end as expected_amount
    from paired
),

differing as (
    select * from expected
    where v2_amount is distinct from expected_amount
),

first_tiers as (
    select distinct variant_id from v1_prices
    where min_quantity <> 0 and min_quantity <= 1
),

hidden as (
    select distinct
        variant_id,
        region_id
    from {{ ref('int_price__outranked') }}
    where not is_covered
),

deleted_groups as (
    select array_agg(distinct pairs.price_list_id::text) as price_lists
    from {{ ref('stg_price_list_customer_groups') }} as pairs
    left join {{ ref('stg_customer_group') }} as customer_groups on pairs.customer_group_id = customer_groups.id
    where customer_groups.id is null or customer_groups.deleted_at is not null
),

final as (
    select
        differing.variant_id,
        differing.region_id,
        differing.quantity,
        differing.at_time,
        differing.customer_groups,
        trim_scale(differing.v1_amount) as v1_amount,
        differing.is_v1_tax_inclusive,
        trim_scale(differing.v2_amount) as v2_amount,
        differing.is_v2_tax_inclusive,
        case
            when '{{ var("price_mode") }}' = 'as_entered' then 'price_as_entered'
            when
                differing.quantity is null and first_tiers.variant_id is not null
                and (differing.expected_amount is null or differing.v2_amount < differing.expected_amount)
                then 'listing_shows_first_tier'
            when hidden.variant_id is not null and differing.v2_amount > differing.expected_amount then 'group_price_hides_sale'
            when differing.is_undecided then 'price_tax_not_compared'
            when differing.v1_price_lists && deleted_groups.price_lists then 'price_list_group_deleted'
        end as cause
    from differing
    cross join deleted_groups
    left join first_tiers on differing.variant_id = first_tiers.variant_id
    left join hidden on differing.variant_id = hidden.variant_id and differing.region_id = hidden.region_id
)

select * from final
