with customer_groups as (
    select
        *,
        {{ kept_v1({}) }} as kept,
        row_number() over (partition by name, deleted_at is null order by created_at, id) as name_number
    from {{ ref('stg_customer_group') }}
),

final as (
    select
        id,
        -- v2 allows a name once.
        name || case when name_number > 1 and deleted_at is null then ' (' || id || ')' else '' end as name,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        null::text as created_by,
        created_at,
        updated_at,
        deleted_at,
        'customer_group' as v1_table,
        v1_id
    from customer_groups
)

select * from final
