with product_tags as (
    select
        *,
        {{ kept_v1() }} as kept
    from {{ ref('stg_product_tag') }}
),

survivors as (
    select * from {{ ref('map_product_tag') }}
),

final as (
    select
        product_tags.id,
        trim(product_tags.value) as value,
        {{ metadata_with_v1('product_tags.metadata', 'product_tags.kept') }} as metadata,
        product_tags.created_at,
        product_tags.updated_at,
        -- A merged tag stays readable under its old id, without holding the value's unique slot.
        coalesce(
            product_tags.deleted_at,
            case when survivors.v2_id <> product_tags.id then product_tags.updated_at end
        ) as deleted_at,
        null as external_id,
        'product_tag' as v1_table,
        product_tags.v1_id
    from product_tags
    inner join survivors on product_tags.id = survivors.v1_id
)

select * from final
