{#- Must never happen: a live region sells in a currency that the v2 admin has no price column for. -#}
select
    regions.id,
    regions.currency_code
from {{ ref('v2_region') }} as regions
left join {{ ref('v2_store_currency') }} as store_currencies
    on regions.currency_code = store_currencies.currency_code and store_currencies.deleted_at is null
where regions.deleted_at is null and store_currencies.id is null
