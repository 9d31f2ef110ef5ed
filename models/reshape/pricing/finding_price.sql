{#- Prices that were added, changed or put out of use so that v2 charges what v1 charged. -#}
with prices as (
    select * from {{ ref('int_money_amount__placed') }}
),

ruled as (
    select
        ruled.*,
        min(ruled.amount) filter (where not ruled.is_beaten) over (
            partition by ruled.variant_id, ruled.region_id, ruled.price_list_id
        ) as lowest_amount,
        regions.name as region_name,
        case when ruled.was_tax_inclusive then ' with tax' else ' without tax' end as v1_tax,
        case when ruled.is_tax_inclusive then ' with tax' else ' without tax' end as v2_tax
    from {{ ref('int_price__ruled') }} as ruled
    inner join {{ ref('stg_region') }} as regions on ruled.region_id = regions.id
),

lowered as (
    select
        price_id,
        currency_code,
        amount,
        v1_id,
        min(hidden_amount) as lowered_amount
    from {{ ref('int_price__outranked') }}
    where is_covered
    group by price_id, currency_code, amount, v1_id
),

found as (
    select
        'changed' as severity,
        'price_copied_to_region' as rule,
        money_amount_id as v1_id,
        format(
            '%s %s%s also written for region %s, as %s%s',
            v1_amount, upper(currency_code), v1_tax, region_name, trim_scale(amount), v2_tax
        ) as detail
    from ruled
    where not is_own and not is_uncompared
    union all
    select
        'changed' as severity,
        'region_price_not_charged' as rule,
        money_amount_id as v1_id,
        format(
            '%s %s of region %s never charged: v1 took the lower %s, and so will v2; this row is kept as deleted',
            trim_scale(amount), upper(currency_code), region_name, lowest_amount
        ) as detail
    from ruled
    where is_beaten
    union all
    select
        'changed' as severity,
        'price_tax_converted' as rule,
        money_amount_id as v1_id,
        format(
            'region %s: %s %s%s is now %s%s (rate %s)',
            region_name, v1_amount, upper(currency_code), v1_tax, trim_scale(amount), v2_tax, trim_scale(tax_rate)
        ) as detail
    from ruled
    where is_tax_inclusive <> was_tax_inclusive and not is_beaten and not is_uncompared
    union all
    select
        'changed' as severity,
        'price_tax_not_compared' as rule,
        money_amount_id as v1_id,
        format(
            'region %s: %s %s%s never charged; v1 took, and v2 takes, %s%s',
            region_name, v1_amount, upper(currency_code), v1_tax, trim_scale(amount), v2_tax
        ) as detail
    from ruled
    where is_uncompared and not is_beaten
    union all
    select
        'changed' as severity,
        'group_price_lowered' as rule,
        v1_id,
        format('%s %s lowered to %s', trim_scale(amount), upper(currency_code), trim_scale(lowered_amount)) as detail
    from lowered
    union all
    select
        'changed' as severity,
        'price_in_currency_of_region' as rule,
        v1_id,
        format('%s in v1, %s in v2: %s', upper(own_currency_code), upper(currency_code), trim_scale(amount)) as detail
    from prices
    where own_currency_code <> currency_code
    union all
    select
        'info' as severity,
        'duplicate_price' as rule,
        v1_id,
        format('%s %s kept as deleted', trim_scale(amount), upper(currency_code)) as detail
    from prices
    where is_duplicate
),

final as (
    select
        severity,
        rule,
        'money_amount' as v1_table,
        v1_id,
        detail
    from found
)

select * from final
