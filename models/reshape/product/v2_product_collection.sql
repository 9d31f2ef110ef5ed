with collections as (
    select
        *,
        {{ kept_v1() }} as kept,
        nullif(trim(handle), '') is null as is_generated,
        case when trim(handle) <> '' then handle else {{ slug('title', 'id') }} end as base_handle
    from {{ ref('stg_product_collection') }}
),

-- v1's own handles come first, generated ones take what is left: foo, foo-2, foo-3.
numbered as (
    select
        *,
        row_number() over (partition by base_handle, deleted_at is null order by is_generated, created_at, id) as handle_number
    from collections
),

proposed as (
    select
        *,
        base_handle || case when handle_number > 1 and deleted_at is null then '-' || handle_number else '' end as proposed_handle
    from numbered
),

final as (
    select
        id,
        title,
        case
            -- foo-2 may be another row's own handle
            when
                deleted_at is null
                and row_number() over (
                    partition by proposed_handle, deleted_at is null order by handle_number, is_generated, created_at, id
                ) > 1
                then base_handle || '-' || lower(id)
            else proposed_handle
        end as handle,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        null as external_id,
        'product_collection' as v1_table,
        v1_id
    from proposed
)

select * from final
