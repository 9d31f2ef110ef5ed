{#- Whether a price includes tax. v1 says yes when the region's or the currency's flag says so; v2 stops at
    the region's preference, so a region carries both. A row that v2 has for the same thing is taken over. -#}
with store_currencies as (
    select * from {{ ref('v2_store_currency') }}
    where deleted_at is null
),

currency_flags as (
    select
        lower(trim(code)) as code,
        bool_or(is_tax_inclusive) as is_tax_inclusive,
        min(v1_id) as v1_id
    from {{ ref('stg_currency') }}
    group by lower(trim(code))
),

regions as (
    select * from {{ ref('v2_region') }}
),

region_flags as (
    select * from {{ ref('stg_region') }}
),

live_preferences as (
    select
        content ->> 'attribute' as attribute,
        content ->> 'value' as value,
        min(content ->> 'id') as id
    from {{ source('migration', 'live_row') }}
    where table_name = 'price_preference' and content ->> 'deleted_at' is null
    group by content ->> 'attribute', content ->> 'value'
),

preferences as (
    select
        'currency_code' as attribute,
        store_currencies.currency_code as value,
        coalesce(currency_flags.is_tax_inclusive, false) as is_tax_inclusive,
        store_currencies.created_at,
        store_currencies.updated_at,
        case when currency_flags.v1_id is not null then 'currency' end as v1_table,
        currency_flags.v1_id
    from store_currencies
    left join currency_flags on store_currencies.currency_code = currency_flags.code
    union all
    select
        'region_id' as attribute,
        regions.id as value,
        region_flags.is_tax_inclusive or coalesce(currency_flags.is_tax_inclusive, false) as is_tax_inclusive,
        regions.created_at,
        regions.updated_at,
        regions.v1_table,
        regions.v1_id
    from regions
    inner join region_flags on regions.v1_id = region_flags.v1_id
    left join currency_flags on regions.currency_code = currency_flags.code
),

final as (
    select
        coalesce(live_preferences.id, {{ v2_id('prpref', "preferences.attribute || ':' || preferences.value") }}) as id,
        preferences.attribute,
        preferences.value,
        preferences.is_tax_inclusive,
        preferences.created_at,
        preferences.updated_at,
        null::timestamptz as deleted_at,
        preferences.v1_table,
        preferences.v1_id
    from preferences
    left join live_preferences on preferences.attribute = live_preferences.attribute and preferences.value = live_preferences.value
)

select * from final
