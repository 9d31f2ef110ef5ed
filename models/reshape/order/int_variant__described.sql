{#- What a v2 line item copies of its product, per variant, deleted ones included: v1's lines hold only title,
    variant title and picture, so the rest is the product's state of today. -#}
with options as (
    select
        option_values.variant_id,
        jsonb_object_agg(options.title, option_values.value order by option_values.deleted_at desc nulls last, option_values.id asc)
            as option_values
    from {{ ref('stg_product_option_value') }} as option_values
    inner join {{ ref('stg_product_option') }} as options on option_values.option_id = options.id
    where options.title is not null
    group by option_values.variant_id
),

final as (
    select
        variants.id as variant_id,
        products.id as product_id,
        products.title as product_title,
        products.description as product_description,
        products.subtitle as product_subtitle,
        types.value as product_type,
        products.type_id as product_type_id,
        collections.title as product_collection,
        products.handle as product_handle,
        variants.sku as variant_sku,
        variants.barcode as variant_barcode,
        variants.title as variant_title,
        options.option_values as variant_option_values
    from {{ ref('stg_product_variant') }} as variants
    left join {{ ref('stg_product') }} as products on variants.product_id = products.id
    left join {{ ref('stg_product_type') }} as types on products.type_id = types.id
    left join {{ ref('stg_product_collection') }} as collections on products.collection_id = collections.id
    left join options on variants.id = options.variant_id
)

select * from final
