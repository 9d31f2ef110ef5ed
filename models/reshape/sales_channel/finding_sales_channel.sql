{#- Products in no sales channel: linked to the default one, or left where no v2 storefront shows them. -#}
with orphans as (
    select * from {{ ref('int_product__orphaned') }}
),

final as (
    select
        case when is_linked then 'changed' else 'info' end as severity,
        case when is_linked then 'orphan_product_linked' else 'orphan_product_left' end as rule,
        'product' as v1_table,
        product_id as v1_id,
        title as detail
    from orphans
)

select * from final
