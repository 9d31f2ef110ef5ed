{#- Where v2's tax model says less than v1's. -#}
with placed as (
    select distinct
        region_id,
        rate_set,
        name,
        rate
    from {{ ref('int_tax_rate__placed') }}
    where v1_table is null
),

regions as (
    select * from {{ ref('stg_region') }}
    where deleted_at is null
),

providers as (
    select * from {{ ref('int_provider__collapsed') }}
    where kind = 'tax'
),

final as (
    select
        'changed' as severity,
        'tax_rates_shown_as_one' as rule,
        'tax_rate' as v1_table,
        split_part(rate_set, '+', 1) as v1_id,
        name || ': ' || trim_scale(rate) || ' %' as detail
    from placed
    union all
    select
        'lost' as severity,
        'gift_cards_taxable_lost' as rule,
        'region' as v1_table,
        regions.v1_id,
        regions.name as detail
    from regions
    where not regions.gift_cards_taxable and exists (select 1 from {{ ref('whole_gift_card') }})
    union all
    select
        'changed' as severity,
        'tax_provider_replaced' as rule,
        'region' as v1_table,
        regions.v1_id,
        regions.name || ': ' || providers.v2_id as detail
    from regions
    inner join providers on regions.tax_provider_id = providers.v1_id and not providers.is_enabled
)

select * from final
