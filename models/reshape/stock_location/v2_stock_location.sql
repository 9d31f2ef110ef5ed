{#- A shop without the stock location module gets one location: v2 keeps stock and shipping options
    nowhere else. -#}
with stock_locations as (
    select
        *,
        {{ kept_v1() }} as kept
    from {{ ref('stg_stock_location') }}
),

addressed as (
    select * from {{ ref('int_stock_location__addressed') }}
),

stores as (
    select * from {{ ref('stg_store') }}
    order by created_at, id
    limit 1
),

created as (
    select
        {{ v2_id('sloc', "'default_location'") }} as id,
        created_at,
        created_at as updated_at,
        null::timestamptz as deleted_at,
        coalesce(name, 'Default') || ' – default location' as name,
        null as address_id,
        '{"medusa_v1": {"created_by_migration": true}}'::jsonb as metadata,
        'store' as v1_table,
        v1_id
    from stores
    where not exists (
        select 1 from stock_locations
        where stock_locations.deleted_at is null
    )
),

final as (
    select
        stock_locations.id,
        stock_locations.created_at,
        stock_locations.updated_at,
        stock_locations.deleted_at,
        stock_locations.name,
        addressed.address_id,
        {{ metadata_with_v1('stock_locations.metadata', 'stock_locations.kept') }} as metadata,
        'stock_location' as v1_table,
        stock_locations.v1_id
    from stock_locations
    left join addressed on stock_locations.id = addressed.location_id
    union all
    select * from created
)

select * from final
