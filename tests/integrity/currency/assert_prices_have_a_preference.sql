{#- Must never happen: a store currency or region without its word on whether prices include tax. -#}
with wanted as (
    select
        'currency_code' as attribute,
        currency_code as value
    from {{ ref('v2_store_currency') }}
    where deleted_at is null
    union all
    select
        'region_id' as attribute,
        id as value
    from {{ ref('v2_region') }}
)

select wanted.*
from wanted
left join {{ ref('v2_price_preference') }} as preferences
    on wanted.attribute = preferences.attribute and wanted.value = preferences.value
where preferences.id is null
