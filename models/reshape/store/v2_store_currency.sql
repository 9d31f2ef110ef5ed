{#- v1's currencies, with the store's default and every live region's: v2's admin shows a price column only
    for what is in here. A currency that v2 put there at first boot keeps its row if v1 has it, else
    it is deleted; one added in v2 after the first run is left alone. -#}
with stores as (
    select * from {{ ref('int_store__chosen') }}
),

first_run as (
    select min(snapshot_at) as started_at from {{ source('migration', 'run') }}
),

live_currencies as (
    select
        live.content ->> 'id' as id,
        lower(trim(live.content ->> 'currency_code')) as currency_code,
        live.content ->> 'store_id' as store_id,
        (live.content ->> 'created_at')::timestamptz as created_at,
        (live.content ->> 'updated_at')::timestamptz as updated_at,
        (live.content ->> 'deleted_at')::timestamptz as deleted_at
    from {{ source('migration', 'live_row') }} as live
    inner join stores on live.content ->> 'store_id' = stores.v2_id
    where live.table_name = 'store_currency'
),

used as (
    select
        lower(trim(store_currencies.currency_code)) as code,
        1 as priority,
        'store_currencies' as v1_table,
        store_currencies.v1_id
    from {{ ref('stg_store_currencies') }} as store_currencies
    inner join stores on store_currencies.store_id = stores.v1_id
    union all
    select
        default_currency_code as code,
        2 as priority,
        'store' as v1_table,
        v1_id
    from stores
    union all
    select
        currency_code as code,
        3 as priority,
        'region' as v1_table,
        v1_id
    from {{ ref('v2_region') }}
    where deleted_at is null
),

currencies as (
    select distinct on (used.code) used.*
    from used
    inner join {{ ref('map_currency_unit') }} as units on used.code = units.code
    order by used.code, used.priority, used.v1_id
),

placed as (
    select
        coalesce(
            (array_agg(live_currencies.id order by live_currencies.id) filter (where live_currencies.deleted_at is null))[1],
            {{ v2_id('stocur', "'store_currency:' || currencies.code") }}
        ) as id,
        currencies.code,
        currencies.v1_table,
        currencies.v1_id
    from currencies
    left join live_currencies on currencies.code = live_currencies.currency_code
    group by currencies.code, currencies.v1_table, currencies.v1_id
),

final as (
    select
        placed.id,
        placed.code as currency_code,
        placed.code = stores.default_currency_code as is_default,
        stores.v2_id as store_id,
        stores.created_at,
        stores.updated_at,
        null::timestamptz as deleted_at,
        placed.v1_table,
        placed.v1_id
    from placed
    cross join stores
    union all
    select
        live_currencies.id,
        live_currencies.currency_code,
        false as is_default,
        live_currencies.store_id,
        live_currencies.created_at,
        live_currencies.updated_at,
        coalesce(live_currencies.deleted_at, first_run.started_at) as deleted_at,
        null as v1_table,
        null as v1_id
    from live_currencies
    cross join first_run
    where
        live_currencies.created_at < first_run.started_at
        and not exists (
            select 1 from placed
            where placed.id = live_currencies.id
        )
)

select * from final
