{#- Codes are unique among v2's live variants, and '' is a value there: it becomes null, and a code that
    two variants have after trimming stays with the older one. -#}
with products as (
    select * from {{ ref('v2_product') }}
),

inventory as (
    select * from {{ ref('int_variant__inventory') }}
),

variants as (
    select
        product_variant.*,
        coalesce(product_variant.deleted_at, products.deleted_at) as effective_deleted_at,
        {% for code in ['sku', 'barcode', 'ean', 'upc'] -%}
        nullif(trim(product_variant.{{ code }}), '') as clean_{{ code }},
        {% endfor -%}
        inventory.manage_inventory as v2_manage_inventory,
        inventory.keeps_quantity
    from {{ ref('stg_product_variant') }} as product_variant
    inner join products on product_variant.product_id = products.id
    inner join inventory on product_variant.id = inventory.variant_id
),

claimed as (
    select
        {% for code in ['sku', 'barcode', 'ean', 'upc'] -%}
        effective_deleted_at is null and row_number() over (
            partition by clean_{{ code }}, effective_deleted_at is null order by created_at, id
        ) > 1 as has_lost_{{ code }},
        {% endfor -%}
        *
    from variants
),

kept as (
    select
        *,
        {{ kept_v1({
            'inventory_quantity': 'case when keeps_quantity then inventory_quantity end',
            'sku': 'case when has_lost_sku then clean_sku end',
            'barcode': 'case when has_lost_barcode then clean_barcode end',
            'ean': 'case when has_lost_ean then clean_ean end',
            'upc': 'case when has_lost_upc then clean_upc end',
        }) }} as kept
    from claimed
),

final as (
    select
        id,
        coalesce(title, '') as title,
        case when not has_lost_sku then clean_sku end as sku,
        case when not has_lost_barcode then clean_barcode end as barcode,
        case when not has_lost_ean then clean_ean end as ean,
        case when not has_lost_upc then clean_upc end as upc,
        coalesce(allow_backorder, false) as allow_backorder,
        v2_manage_inventory as manage_inventory,
        hs_code,
        origin_country,
        mid_code,
        material,
        weight,
        length,
        height,
        width,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        variant_rank,
        product_id,
        created_at,
        updated_at,
        effective_deleted_at as deleted_at,
        null as thumbnail,
        'product_variant' as v1_table,
        v1_id
    from kept
)

select * from final
