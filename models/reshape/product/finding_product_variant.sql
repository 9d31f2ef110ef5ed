with variants as (
    select * from {{ ref('v2_product_variant') }}
),

v1_variants as (
    select * from {{ ref('stg_product_variant') }}
),

final as (
    {% for code in ['sku', 'barcode', 'ean', 'upc'] -%}
    select
        'changed' as severity,
        'variant_code_taken' as rule,
        'product_variant' as v1_table,
        v1_variants.v1_id,
        '{{ code }} ' || trim(v1_variants.{{ code }}) as detail
    from variants
    inner join v1_variants on variants.id = v1_variants.id
    where variants.{{ code }} is null and trim(v1_variants.{{ code }}) <> ''
    union all
    {% endfor -%}
    select
        'changed' as severity,
        'variant_without_inventory_item' as rule,
        'product_variant' as v1_table,
        v1_variants.v1_id,
        'stock is no longer counted' as detail
    from variants
    inner join v1_variants on variants.id = v1_variants.id
    where v1_variants.manage_inventory and not variants.manage_inventory
)

select * from final
