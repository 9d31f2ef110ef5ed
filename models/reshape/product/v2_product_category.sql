{#- v2 finds a category's ancestors in mpath (ids from the root to itself, no trailing dot as in v1) and
    reorders siblings as 0..n-1: both are made anew. A category whose parent is gone becomes a root, and
    so does the smallest id of a circle of categories, for no root would lead there. -#}
with recursive categories as (
    select
        *,
        {{ kept_v1() }} as kept
    from {{ ref('stg_product_category') }}
),

parents as (
    select
        categories.id,
        parent.id as parent_id
    from categories
    left join categories as parent on categories.parent_category_id = parent.id
),

climbed as (
    select
        id as start_id,
        parent_id as at_id,
        id as smallest_id,
        array[id] as seen
    from parents
    where parent_id is not null
    union all
    select
        climbed.start_id,
        parents.parent_id as at_id,
        least(climbed.smallest_id, climbed.at_id) as smallest_id,
        climbed.seen || climbed.at_id as seen
    from climbed
    inner join parents on climbed.at_id = parents.id
    where climbed.at_id <> all(climbed.seen) and parents.parent_id is not null
),

circles as (
    select start_id from climbed
    where at_id = start_id and smallest_id = start_id
),

placed as (
    select
        parents.id,
        case when circles.start_id is null then parents.parent_id end as parent_id
    from parents
    left join circles on parents.id = circles.start_id
),

reached as (
    select
        id,
        parent_id,
        id::text as mpath
    from placed
    where parent_id is null
    union all
    select
        placed.id,
        placed.parent_id,
        reached.mpath || '.' || placed.id as mpath
    from reached
    inner join placed on reached.id = placed.parent_id
),

handled as (
    select
        id,
        coalesce(nullif(handle, ''), {{ slug('name', 'id') }}) as handle
    from categories
),

-- v2 allows a handle once: the older category keeps it.
numbered as (
    select
        handled.id,
        handled.handle,
        row_number() over (partition by handled.handle order by categories.created_at, categories.id) as handle_number
    from handled
    inner join categories on handled.id = categories.id
),

final as (
    select
        categories.id,
        coalesce(categories.name, '') as name,
        coalesce(categories.description, '') as description,
        numbered.handle || case when numbered.handle_number > 1 then '-' || lower(categories.id) else '' end as handle,
        reached.mpath,
        coalesce(categories.is_active, false) as is_active,
        coalesce(categories.is_internal, false) as is_internal,
        row_number() over (
            partition by reached.parent_id
            order by
                reached.parent_id is distinct from categories.parent_category_id,
                categories.rank,
                categories.created_at,
                categories.id
        ) - 1 as rank,
        reached.parent_id as parent_category_id,
        categories.created_at,
        categories.updated_at,
        null::timestamptz as deleted_at,
        {{ metadata_with_v1('categories.metadata', 'categories.kept') }} as metadata,
        null as external_id,
        'product_category' as v1_table,
        categories.v1_id
    from categories
    inner join reached on categories.id = reached.id
    inner join numbered on categories.id = numbered.id
)

select * from final
