{#- v1's storefront sends the key's id; v2 compares the header with the token. With the id as token
    every storefront goes on as it is configured. -#}
with api_keys as (
    select * from {{ ref('stg_publishable_api_key') }}
),

final as (
    select
        id,
        id as token,
        '' as salt,
        left(id, 6) || '***' || right(id, 3) as redacted,
        coalesce(title, id) as title,
        'publishable' as type,
        null::timestamptz as last_used_at,
        coalesce(created_by, '') as created_by,
        created_at,
        revoked_by,
        revoked_at,
        updated_at,
        null::timestamptz as deleted_at,
        'publishable_api_key' as v1_table,
        v1_id
    from api_keys
)

select * from final
