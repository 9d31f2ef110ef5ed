{#- Medusa makes a 'Default Shipping Profile' of its own; v1's has the same name, which v2 allows once, so
    the first-boot row is soft-deleted as of a moment that is the same in every run. -#}
with profiles as (
    select
        *,
        {{ kept_v1() }} as kept,
        row_number() over (partition by name, deleted_at is null order by created_at, id) as name_number
    from {{ ref('stg_shipping_profile') }}
),

suffixed as (
    select
        *,
        case when name_number > 1 and deleted_at is null then name || ' (' || name_number || ')' else name end as suffixed_name
    from profiles
),

named as (
    select
        *,
        -- 'Parcel (2)' may be another profile's own name
        case
            when
                deleted_at is null
                and row_number() over (
                    partition by suffixed_name, deleted_at is null
                    order by name_number, created_at, id
                ) > 1
                then name || ' (' || id || ')'
            else suffixed_name
        end as unique_name
    from suffixed
),

v1_default as (
    select * from profiles
    where (type = 'default' or name = 'Default Shipping Profile') and deleted_at is null
    order by created_at, id
    limit 1
),

first_boot as (
    select live_row.content
    from {{ source('migration', 'live_row') }} as live_row
    where
        live_row.table_name = 'shipping_profile'
        and live_row.content ->> 'name' = 'Default Shipping Profile'
        and not exists (
            select 1 from profiles
            where profiles.id = live_row.content ->> 'id'
        )
),

final as (
    select
        id,
        unique_name as name,
        type,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        'shipping_profile' as v1_table,
        v1_id
    from named
    union all
    select
        first_boot.content ->> 'id' as id,
        first_boot.content ->> 'name' as name,
        first_boot.content ->> 'type' as type,
        nullif(first_boot.content -> 'metadata', 'null') as metadata,
        (first_boot.content ->> 'created_at')::timestamptz as created_at,
        (first_boot.content ->> 'updated_at')::timestamptz as updated_at,
        v1_default.created_at as deleted_at,
        null as v1_table,
        null as v1_id
    from first_boot
    cross join v1_default
)

select * from final
