with categories as (
    select * from {{ ref('v2_product_category') }}
),

final as (
    select
        'changed' as severity,
        'category_made_root' as rule,
        'product_category' as v1_table,
        v1.v1_id,
        'parent was ' || v1.parent_category_id as detail
    from categories
    inner join {{ ref('stg_product_category') }} as v1 on categories.id = v1.id
    where v1.parent_category_id is not null and categories.parent_category_id is null
    union all
    select
        'changed' as severity,
        'handle_changed' as rule,
        'product_category' as v1_table,
        v1.v1_id,
        v1.handle || ' is now ' || categories.handle as detail
    from categories
    inner join {{ ref('stg_product_category') }} as v1 on categories.id = v1.id
    where v1.handle <> '' and v1.handle <> categories.handle
)

select * from final
