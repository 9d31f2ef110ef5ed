with principals as (
    select * from {{ ref('int_principal__by_email') }}
),

final as (
    select
        auth_identity_id as id,
        jsonb_strip_nulls(jsonb_build_object('customer_id', customer_id, 'user_id', user_id)) as app_metadata,
        created_at,
        updated_at,
        null::timestamptz as deleted_at,
        v1_table,
        v1_id
    from principals
)

select * from final
