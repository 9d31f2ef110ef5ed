{#- v1's reasons are an enum: those in use become rows, unless Medusa or the shop has one of that name. -#}
with used as (
    select
        reason as code,
        min(created_at) as created_at
    from {{ ref('whole_refund') }}
    where reason is not null
    group by reason
),

live as (
    select
        content ->> 'id' as id,
        coalesce(content ->> 'code', replace(lower(content ->> 'label'), ' ', '_')) as code
    from {{ source('migration', 'live_row') }}
    where table_name = 'refund_reason' and content ->> 'deleted_at' is null
),

known as (
    select
        code,
        min(id) as id
    from live
    group by code
),

final as (
    select
        coalesce(known.id, {{ v2_id('refr', "'refund_reason:' || used.code") }}) as id,
        initcap(used.code) as label,
        null::text as description,
        null::jsonb as metadata,
        used.created_at,
        used.created_at as updated_at,
        null::timestamptz as deleted_at,
        used.code,
        null::text as v1_table,
        null::text as v1_id
    from used
    left join known on used.code = known.code
)

select * from final
