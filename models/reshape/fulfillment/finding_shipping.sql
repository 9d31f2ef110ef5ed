with placed as (
    select * from {{ ref('int_shipping_option__placed') }}
),

prices as (
    select * from {{ ref('int_shipping_option__prices') }}
),

requirement_fates as (
    select * from {{ ref('fate_shipping_option_requirement') }}
),

price_rules as (
    select * from {{ ref('int_shipping_option__price_rules') }}
    where v1_table = 'shipping_option_requirement'
),

candidates as (
    select * from {{ ref('int_product__profile_candidates') }}
),

profiles as (
    select * from {{ ref('stg_shipping_profile') }}
),

final as (
    select
        'changed' as severity,
        'shipping_price_converted' as rule,
        'shipping_option' as v1_table,
        placed.v1_id,
        format(
            '%s: %s %s %s tax is %s in v2 (rate %s %%)', placed.name, prices.major_amount, prices.currency_code,
            case when prices.is_tax_inclusive then 'with' else 'without' end, prices.amount, prices.rate
        ) as detail
    from prices
    inner join placed on prices.shipping_option_id = placed.id
    where prices.is_converted and prices.amount <> prices.major_amount and not placed.is_copy
    union all
    select
        'changed' as severity,
        'shipping_price_missing' as rule,
        'shipping_option' as v1_table,
        v1_id,
        name as detail
    from placed
    where price_type = 'flat' and amount is null and not is_copy
    union all
    select
        'lost' as severity,
        'option_without_calculator' as rule,
        'shipping_option' as v1_table,
        v1_id,
        name as detail
    from placed
    where is_without_calculator and not is_copy
    union all
    select
        'info' as severity,
        'option_copied' as rule,
        'shipping_option' as v1_table,
        v1_id,
        format('%s at %s', name, location_id) as detail
    from placed
    where is_copy and deleted_at is null
    union all
    select
        'changed' as severity,
        'shipping_threshold_basis' as rule,
        'shipping_option_requirement' as v1_table,
        price_rules.v1_id,
        format('%s: %s %s %s', placed.name, price_rules.attribute, price_rules.operator, price_rules.value) as detail
    from price_rules
    inner join prices on price_rules.price_id = prices.price_id
    inner join placed on prices.shipping_option_id = placed.id
    where not placed.is_copy
    union all
    select
        'lost' as severity,
        reason as rule,
        'shipping_option_requirement' as v1_table,
        v1_id,
        detail
    from requirement_fates
    where reason in ('requirement_not_expressible', 'requirement_of_calculated_option')
    union all
    select
        'changed' as severity,
        'profile_without_store_option' as rule,
        'shipping_profile' as v1_table,
        profiles.v1_id,
        format('%s: %s products', profiles.name, count(*)) as detail
    from candidates
    inner join profiles on candidates.profile_id = profiles.id
    where candidates.profile_rank = 1 and not candidates.has_store_option and candidates.deleted_at is null
    group by profiles.v1_id, profiles.name
    union all
    select
        'changed' as severity,
        'profile_chosen' as rule,
        'product' as v1_table,
        candidates.product_id as v1_id,
        format('%s of %s profiles', profiles.name, candidates.profile_count) as detail
    from candidates
    inner join profiles on candidates.profile_id = profiles.id
    where candidates.profile_rank = 1 and candidates.profile_count > 1
)

select * from final
