{#- v1's channels, v2's own of the first boot, and one made here if there would be no live one at all: v2
    sells nothing without a channel, v1 with that feature off needed none. -#}
with channels as (
    select
        *,
        {{ kept_v1() }} as kept
    from {{ ref('stg_sales_channel') }}
),

booted as (
    select * from {{ ref('int_sales_channel__booted') }}
),

stores as (
    select * from {{ ref('int_store__chosen') }}
),

final as (
    select
        id,
        name,
        description,
        coalesce(is_disabled, false) as is_disabled,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        'sales_channel' as v1_table,
        v1_id
    from channels
    union all
    select
        id,
        name,
        description,
        is_disabled,
        metadata,
        created_at,
        updated_at,
        deleted_at,
        null as v1_table,
        null as v1_id
    from booted
    union all
    select
        {{ v2_id('sc', "'default'") }} as id,
        'Default Sales Channel' as name,
        'Made by the migration: v1 had no sales channel' as description,
        false as is_disabled,
        null as metadata,
        created_at,
        created_at as updated_at,
        null as deleted_at,
        case when v1_id is not null then 'store' end as v1_table,
        v1_id
    from stores
    where
        not exists (
            select 1 from channels
            where channels.deleted_at is null
        )
        and not exists (
            select 1 from booted
            where booted.deleted_at is null
        )
)

select * from final
