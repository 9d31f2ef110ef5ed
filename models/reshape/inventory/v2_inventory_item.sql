{#- Without v1's inventory module every managed variant gets an item of its own. Items of products that are
    in no shipping profile must not require shipping: v2 could not check them out. -#}
with inventory_mode as (
    select * from {{ ref('int_inventory__mode') }}
),

products as (
    select * from {{ ref('v2_product') }}
),

shipped as (
    select * from {{ ref('v2_product_shipping_profile') }}
),

variants as (
    select
        variants.*,
        products.is_giftcard,
        shipped.product_id is not null as is_shipped,
        coalesce(variants.origin_country, products.origin_country) as item_origin_country,
        coalesce(variants.hs_code, products.hs_code) as item_hs_code,
        coalesce(variants.mid_code, products.mid_code) as item_mid_code,
        coalesce(variants.material, products.material) as item_material,
        coalesce(variants.weight, products.weight) as item_weight,
        coalesce(variants.length, products.length) as item_length,
        coalesce(variants.height, products.height) as item_height,
        coalesce(variants.width, products.width) as item_width
    from {{ ref('v2_product_variant') }} as variants
    inner join products on variants.product_id = products.id
    left join shipped on products.id = shipped.product_id
),

used as (
    select
        links.inventory_item_id,
        coalesce(
            bool_or(variants.is_shipped) filter (where variants.deleted_at is null), bool_or(variants.is_shipped)
        ) as is_shipped,
        (array_agg(variants.title order by variants.created_at, variants.id))[1] as variant_title
    from {{ ref('stg_product_variant_inventory_item') }} as links
    inner join variants on links.variant_id = variants.id
    where links.deleted_at is null
    group by links.inventory_item_id
),

module_items as (
    select
        inventory_items.*,
        nullif(trim(inventory_items.sku), '') as clean_sku,
        row_number() over (
            partition by nullif(trim(inventory_items.sku), ''), inventory_items.deleted_at is null
            order by inventory_items.created_at, inventory_items.id
        ) as sku_number,
        coalesce(inventory_items.title, used.variant_title) as filled_title,
        coalesce(inventory_items.requires_shipping, true) and not coalesce(used.is_shipped, true) as is_unshippable
    from {{ ref('stg_inventory_item') }} as inventory_items
    cross join inventory_mode
    left join used on inventory_items.id = used.inventory_item_id
    where inventory_mode.is_module
),

kept as (
    select
        *,
        sku_number > 1 and deleted_at is null and clean_sku is not null as has_lost_sku,
        {{ kept_v1({
            'sku': 'case when sku_number > 1 and deleted_at is null then clean_sku end',
            'requires_shipping': 'case when is_unshippable then true end',
        }) }} as kept
    from module_items
),

final as (
    select
        id,
        created_at,
        updated_at,
        deleted_at,
        case when not has_lost_sku then clean_sku end as sku,
        origin_country,
        hs_code,
        mid_code,
        material,
        weight,
        length,
        height,
        width,
        coalesce(requires_shipping, true) and not is_unshippable as requires_shipping,
        description,
        filled_title as title,
        {{ rewritten_url('thumbnail') }} as thumbnail,
        {{ metadata_with_v1('metadata', 'kept') }} as metadata,
        null as unit_of_measure,
        'inventory_item' as v1_table,
        v1_id
    from kept
    union all
    select
        {{ v2_id('iitem', "'variant:' || variants.id") }} as id,
        variants.created_at,
        variants.updated_at,
        variants.deleted_at,
        variants.sku,
        variants.item_origin_country as origin_country,
        variants.item_hs_code as hs_code,
        variants.item_mid_code as mid_code,
        variants.item_material as material,
        variants.item_weight as weight,
        variants.item_length as length,
        variants.item_height as height,
        variants.item_width as width,
        not variants.is_giftcard and variants.is_shipped as requires_shipping,
        null as description,
        variants.title,
        null as thumbnail,
        jsonb_build_object('medusa_v1', jsonb_build_object('variant_id', variants.id)) as metadata,
        null as unit_of_measure,
        'product_variant' as v1_table,
        variants.v1_id
    from variants
    cross join inventory_mode
    where not inventory_mode.is_module and variants.manage_inventory
)

select * from final
