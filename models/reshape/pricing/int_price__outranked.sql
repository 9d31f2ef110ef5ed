{#- Prices of a list for everybody that v2 would hide behind a dearer price of a customer group's list,
    because a list with a rule goes before one without; v1 takes the lowest. is_covered: the hidden price
    counts whenever the group's price does, so the group's price can simply be lowered to it. Where they
    overlap only partly (quantities, dates) nothing fits both moments. -#}
with prices as (
    select
        *,
        coalesce(min_quantity, 0) as window_start,
        coalesce(max_quantity, 2147483647) as window_end
    from {{ ref('int_price__written') }}
    where deleted_at is null and price_list_id is not null and '{{ var("price_mode") }}' = 'v1_effective'
),

price_lists as (
    select
        *,
        coalesce(starts_at, '-infinity') as list_start,
        coalesce(ends_at, 'infinity') as list_end
    from {{ ref('v2_price_list') }}
    where status = 'active'
),

ruled as (
    select
        variant_id,
        currency_code,
        count(distinct region_id) as regions_count
    from prices
    group by variant_id, currency_code
),

sold_in as (
    select
        lower(trim(currency_code)) as currency_code,
        count(*) as regions_count
    from {{ ref('stg_region') }}
    where deleted_at is null
    group by lower(trim(currency_code))
),

read_prices as (
    select
        prices.*,
        price_lists.rules_count > 0 as is_for_group,
        price_lists.list_start,
        price_lists.list_end
    from prices
    inner join price_lists on prices.price_list_id = price_lists.id
    inner join ruled on prices.variant_id = ruled.variant_id and prices.currency_code = ruled.currency_code
    left join sold_in on prices.currency_code = sold_in.currency_code
    -- Where every region of a currency has its own rows, nobody reads the currency's.
    where prices.region_id is not null or ruled.regions_count < sold_in.regions_count
),

final as (
    select
        of_group.id as price_id,
        of_group.variant_id,
        of_group.region_id,
        of_group.currency_code,
        of_group.amount,
        of_group.v1_id,
        for_all.id as hidden_price_id,
        for_all.amount as hidden_amount,
        for_all.window_start <= of_group.window_start
        and for_all.window_end >= of_group.window_end
        and for_all.list_start <= of_group.list_start
        and for_all.list_end >= of_group.list_end as is_covered
    from read_prices as of_group
    inner join read_prices as for_all
        on
            of_group.variant_id = for_all.variant_id
            and of_group.currency_code = for_all.currency_code
            and coalesce(of_group.region_id, '') = coalesce(for_all.region_id, '')
    where
        of_group.is_for_group
        and not for_all.is_for_group
        and for_all.amount < of_group.amount
        and for_all.window_start <= of_group.window_end
        and for_all.window_end >= of_group.window_start
        and for_all.list_start <= of_group.list_end
        and for_all.list_end >= of_group.list_start
)

select * from final
