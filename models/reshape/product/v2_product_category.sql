{#- v2 finds a category's ancestors in mpath (ids from the root to itself, no trailing dot as in v1) and
    reorders siblings as 0..n-1: both are made anew. A category that no root leads to (its parent is
    gone, or it is its own ancestor) becomes a root. -#}
with recursive categories as (
    select
        *,
        {{ kept_v1() }} as kept
    from {{ ref('stg_product_category') }}
),

reached as (
    select
        id,
        parent_category_id,
        id::text as mpath
    from categories
    where parent_category_id is null
    union all
    select
        categories.id,
        categories.parent_category_id,
        reached.mpath || '.' || categories.id as mpath
    from reached
    inner join categories on reached.id = categories.parent_category_id
),

final as (
    select
        categories.id,
        coalesce(categories.name, '') as name,
        coalesce(categories.description, '') as description,
        coalesce(nullif(categories.handle, ''), {{ slug('categories.name', 'categories.id') }}) as handle,
        coalesce(reached.mpath, categories.id) as mpath,
        coalesce(categories.is_active, false) as is_active,
        coalesce(categories.is_internal, false) as is_internal,
        row_number() over (
            partition by reached.parent_category_id
            order by reached.id is null, categories.rank, categories.created_at, categories.id
        ) - 1 as rank,
        reached.parent_category_id,
        categories.created_at,
        categories.updated_at,
        null::timestamptz as deleted_at,
        {{ metadata_with_v1('categories.metadata', 'categories.kept') }} as metadata,
        null as external_id,
        'product_category' as v1_table,
        categories.v1_id
    from categories
    left join reached on categories.id = reached.id
)

select * from final
