{#- The one store, always one row: v1's oldest, in the row that v2 made for itself at first boot if it
    did. Its creation date stands in for rows v1 had no date for. -#}
with stores as (
    select * from {{ ref('stg_store') }}
    order by created_at, id
    limit 1
),

live_stores as (
    select
        content ->> 'id' as id,
        content ->> 'name' as name
    from {{ source('migration', 'live_row') }}
    where table_name = 'store' and content ->> 'deleted_at' is null
    order by content ->> 'id'
    limit 1
),

first_run as (
    select min(snapshot_at) as started_at from {{ source('migration', 'run') }}
),

units as (
    select * from {{ ref('map_currency_unit') }}
),

-- A default currency that nobody knows is replaced by that of most regions, else by v1's own default.
usual as (
    select units.code
    from {{ ref('stg_region') }} as regions
    inner join units on lower(trim(regions.currency_code)) = units.code
    where regions.deleted_at is null
    group by units.code
    order by count(*) desc, units.code asc
    limit 1
),

final as (
    select
        stores.id as v1_id,
        coalesce(live_stores.id, stores.id, {{ v2_id('store', "'default'") }}) as v2_id,
        coalesce(stores.name, live_stores.name, 'Store') as name,
        coalesce(units.code, usual.code, 'usd') as default_currency_code,
        stores.default_sales_channel_id,
        stores.swap_link_template,
        stores.payment_link_template,
        stores.invite_link_template,
        stores.metadata,
        stores.v1_custom,
        coalesce(stores.created_at, first_run.started_at) as created_at,
        coalesce(stores.updated_at, stores.created_at, first_run.started_at) as updated_at
    from first_run
    left join stores on true
    left join live_stores on true
    left join units on lower(trim(stores.default_currency_code)) = units.code
    left join usual on true
)

select * from final
