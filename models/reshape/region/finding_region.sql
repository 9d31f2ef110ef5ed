{#- Regions nobody can check out in, those that are only taxed when asked, and countries v2 did not know. -#}
with regions as (
    select * from {{ ref('v2_region') }}
    where deleted_at is null
),

links as (
    select * from {{ ref('v2_region_payment_provider') }}
),

enabled as (
    select * from {{ ref('int_provider__collapsed') }}
    where kind = 'payment' and is_enabled
),

countries as (
    select * from {{ ref('v2_region_country') }}
),

live_countries as (
    select
        content ->> 'iso_2' as iso_2,
        (content ->> 'created_at')::timestamptz as created_at
    from {{ source('migration', 'live_row') }}
    where table_name = 'region_country'
),

final as (
    select
        'changed' as severity,
        'region_without_payment' as rule,
        regions.v1_table,
        regions.v1_id,
        regions.name as detail
    from regions
    where
        not exists (
            select 1
            from links
            inner join enabled on links.payment_provider_id = enabled.v2_id
            where links.region_id = regions.id
        )
    union all
    select
        'changed' as severity,
        'region_taxed_on_request' as rule,
        regions.v1_table,
        regions.v1_id,
        regions.name as detail
    from regions
    where not regions.automatic_taxes
    union all
    select
        'info' as severity,
        'region_without_country' as rule,
        regions.v1_table,
        regions.v1_id,
        regions.name as detail
    from regions
    where
        not exists (
            select 1 from countries
            where countries.region_id = regions.id
        )
    union all
    -- Ours bear the store's date, so the finding stays after the country was inserted.
    select
        'info' as severity,
        'country_added' as rule,
        countries.v1_table,
        countries.v1_id,
        countries.name as detail
    from countries
    left join live_countries on countries.iso_2 = live_countries.iso_2
    where live_countries.iso_2 is null or live_countries.created_at = countries.created_at
)

select * from final
