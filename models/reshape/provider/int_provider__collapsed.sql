{#- v1 provider to v2 provider with what the target says about it. Several v1 providers may be one in v2
    (manual and system): the survivor is the v1 row that stands for it. A row that the target has but
    not enabled is a placeholder, as good as absent: at boot Medusa enables what medusa-config.ts names. -#}
with mapped as (
    select * from {{ ref('map_provider') }}
),

v1_rows as (
    select 'payment' as kind, id from {{ ref('stg_payment_provider') }}
    union all
    select 'fulfillment' as kind, id from {{ ref('stg_fulfillment_provider') }}
    union all
    select 'tax' as kind, id from {{ ref('stg_tax_provider') }}
    union all
    select 'notification' as kind, id from {{ ref('stg_notification_provider') }}
),

enabled as (
    select
        replace(table_name, '_provider', '') as kind,
        content ->> 'id' as id
    from {{ source('migration', 'live_row') }}
    where
        table_name in ('payment_provider', 'fulfillment_provider', 'tax_provider', 'notification_provider')
        and (content ->> 'is_enabled')::boolean and content ->> 'deleted_at' is null
),

final as (
    select
        mapped.kind,
        mapped.v1_id,
        mapped.v2_id,
        mapped.is_guessed,
        v1_rows.id is not null as is_v1_row,
        row_number() over (partition by mapped.kind, mapped.v2_id order by v1_rows.id is null, mapped.v1_id) = 1 as is_survivor,
        enabled.id is not null as is_enabled
    from mapped
    left join v1_rows on mapped.kind = v1_rows.kind and mapped.v1_id = v1_rows.id
    left join enabled on mapped.kind = enabled.kind and mapped.v2_id = enabled.id
)

select * from final
