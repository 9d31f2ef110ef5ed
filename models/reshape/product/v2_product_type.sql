with product_types as (
    select
        *,
        {{ kept_v1() }} as kept
    from {{ ref('stg_product_type') }}
),

survivors as (
    select * from {{ ref('map_product_type') }}
),

final as (
    select
        product_types.id,
        trim(product_types.value) as value,
        {{ metadata_with_v1('product_types.metadata', 'product_types.kept') }} as metadata,
        product_types.created_at,
        product_types.updated_at,
        -- A merged type stays readable under its old id, without holding the value's unique slot.
        coalesce(
            product_types.deleted_at,
            case when survivors.v2_id <> product_types.id then product_types.updated_at end
        ) as deleted_at,
        null as external_id,
        'product_type' as v1_table,
        product_types.v1_id
    from product_types
    inner join survivors on product_types.id = survivors.v1_id
)

select * from final
