with variants as (
    select * from {{ ref('v2_product_variant') }}
),

final as (
    select
        id as variant_id,
        {{ v2_id('pset', "'variant:' || id") }} as price_set_id,
        {{ v2_id('pvps', 'id') }} as id,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from variants
)

select * from final
