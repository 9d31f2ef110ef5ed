with products as (
    select * from {{ ref('v2_product') }}
),

named as (
    select
        'product' as v1_table,
        v1.v1_id,
        v1.handle as v1_handle,
        products.handle,
        products.deleted_at
    from products
    inner join {{ ref('stg_product') }} as v1 on products.id = v1.id
    union all
    select
        'product_collection' as v1_table,
        v1.v1_id,
        v1.handle as v1_handle,
        collections.handle,
        collections.deleted_at
    from {{ ref('v2_product_collection') }} as collections
    inner join {{ ref('stg_product_collection') }} as v1 on collections.id = v1.id
),

final as (
    select
        'info' as severity,
        'handle_generated' as rule,
        v1_table,
        v1_id,
        handle as detail
    from named
    where nullif(trim(v1_handle), '') is null
    union all
    select
        'changed' as severity,
        'handle_changed' as rule,
        v1_table,
        v1_id,
        v1_handle || ' -> ' || handle as detail
    from named
    where nullif(trim(v1_handle), '') is not null and handle <> v1_handle
    union all
    -- Only the product form checks handles.
    select
        'info' as severity,
        'handle_invalid' as rule,
        v1_table,
        v1_id,
        handle as detail
    from named
    where
        v1_table = 'product' and deleted_at is null
        and (handle ~ '[A-Z]' or handle !~ '^[[:alnum:]]+(-[[:alnum:]]+)*$')
    union all
    select
        'changed' as severity,
        'product_reference_missing' as rule,
        'product' as v1_table,
        v1.v1_id,
        concat_ws(
            ', ',
            case when products.collection_id is null then 'collection ' || v1.collection_id end,
            case when products.type_id is null then 'type ' || v1.type_id end
        ) as detail
    from products
    inner join {{ ref('stg_product') }} as v1 on products.id = v1.id
    where
        (products.collection_id is null and v1.collection_id is not null)
        or (products.type_id is null and v1.type_id is not null)
)

select * from final
