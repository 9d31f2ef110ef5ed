{#- Must never happen: no store or several, or not exactly one default currency in it. -#}
select
    'stores' as problem,
    count(*) as row_count
from {{ ref('v2_store') }}
having count(*) <> 1
union all
select
    'default currencies' as problem,
    count(*) as row_count
from {{ ref('v2_store_currency') }}
where is_default and deleted_at is null
having count(*) <> 1
