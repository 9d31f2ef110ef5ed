{#- An option belongs to one product, as in v1 (is_exclusive): shared options have one title in the whole
    store. Up to 2.16 the option names its product, later product_product_option does. -#}
with products as (
    select * from {{ ref('v2_product') }}
),

made as (
    select distinct
        option_id,
        product_id
    from {{ ref('int_variant_option__chosen') }}
    where made_for = 'product'
),

options as (
    select
        options.id,
        coalesce(nullif(trim(options.title), ''), 'Option') as title,
        options.product_id,
        options.metadata,
        {{ kept_v1(custom='options.v1_custom') }} as kept,
        options.created_at,
        options.updated_at,
        coalesce(options.deleted_at, products.deleted_at) as deleted_at,
        'product_option' as v1_table,
        options.v1_id
    from {{ ref('stg_product_option') }} as options
    inner join products on options.product_id = products.id
    union all
    select
        made.option_id as id,
        'Default option' as title,
        made.product_id,
        null as metadata,
        null as kept,
        products.created_at,
        products.updated_at,
        null as deleted_at,
        'product' as v1_table,
        products.v1_id
    from made
    inner join products on made.product_id = products.id
),

-- v2 finds a product's options by title.
numbered as (
    select
        *,
        row_number() over (partition by product_id, title, deleted_at is null order by created_at, id) as title_number
    from options
),

proposed as (
    select
        *,
        title || case when title_number > 1 and deleted_at is null then ' (' || title_number || ')' else '' end as proposed_title
    from numbered
),

final as (
    select
        id,
        case
            -- `Size (2)` may be another option's own title
            when
                deleted_at is null
                and row_number() over (partition by product_id, proposed_title, deleted_at is null order by title_number, id) > 1
                then title || ' (' || id || ')'
            else proposed_title
        end as title,
        product_id,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        created_at,
        updated_at,
        deleted_at,
        true as is_exclusive,
        v1_table,
        v1_id
    from proposed
)

select * from final
