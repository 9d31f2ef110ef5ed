{#- Prices that no variant of v2 has. -#}
with money_amounts as (
    select * from {{ ref('stg_money_amount') }}
),

links as (
    select
        money_amount_id,
        min(variant_id) as variant_id
    from {{ ref('stg_product_variant_money_amount') }}
    group by money_amount_id
),

variants as (
    select * from {{ ref('v2_product_variant') }}
),

regions as (
    select * from {{ ref('stg_region') }}
),

migrated as (
    select * from {{ ref('v2_price') }}
    where v1_table = 'money_amount'
),

final as (
    select
        'money_amount' as v1_table,
        money_amounts.v1_id,
        case when links.money_amount_id is null and money_amounts.variant_id is null then 'left' else 'quarantined' end as fate,
        case
            when links.money_amount_id is null and money_amounts.variant_id is null then 'price_without_variant'
            when variants.id is null then 'price_of_missing_variant'
            when money_amounts.region_id is not null and regions.id is null then 'price_of_missing_region'
            when price_lists.id is null and money_amounts.price_list_id is not null then 'price_of_missing_list'
            when money_amounts.amount is null then 'impossible_number'
            else 'unknown_currency'
        end as reason,
        null::text as v2_table,
        null::text as v2_id,
        format('%s %s', money_amounts.amount, money_amounts.currency_code) as detail
    from money_amounts
    left join migrated on money_amounts.id = migrated.id
    left join links on money_amounts.id = links.money_amount_id
    left join variants on coalesce(links.variant_id, money_amounts.variant_id) = variants.id
    left join regions on money_amounts.region_id = regions.id
    left join {{ ref('v2_price_list') }} as price_lists on money_amounts.price_list_id = price_lists.id
    where migrated.id is null
)

select * from final
