{#- What each condition names, as v2 ids. Types and tags of one value became one row in v2: their second mention is
    a duplicate. -#}
with gathered as (
    select
        'discount_condition_product' as v1_table,
        v1_id,
        condition_id,
        product_id as value,
        created_at,
        updated_at
    from {{ ref('stg_discount_condition_product') }}
    union all
    select
        'discount_condition_product_collection' as v1_table,
        v1_id,
        condition_id,
        product_collection_id as value,
        created_at,
        updated_at
    from {{ ref('stg_discount_condition_product_collection') }}
    union all
    select
        'discount_condition_customer_group' as v1_table,
        v1_id,
        condition_id,
        customer_group_id as value,
        created_at,
        updated_at
    from {{ ref('stg_discount_condition_customer_group') }}
    union all
    select
        'discount_condition_product_type' as v1_table,
        named.v1_id,
        named.condition_id,
        coalesce(map_product_type.v2_id, named.product_type_id) as value,
        named.created_at,
        named.updated_at
    from {{ ref('stg_discount_condition_product_type') }} as named
    left join {{ ref('map_product_type') }} as map_product_type on named.product_type_id = map_product_type.v1_id
    union all
    select
        'discount_condition_product_tag' as v1_table,
        named.v1_id,
        named.condition_id,
        coalesce(map_product_tag.v2_id, named.product_tag_id) as value,
        named.created_at,
        named.updated_at
    from {{ ref('stg_discount_condition_product_tag') }} as named
    left join {{ ref('map_product_tag') }} as map_product_tag on named.product_tag_id = map_product_tag.v1_id
),

final as (
    select
        *,
        row_number() over (partition by condition_id, value order by created_at, v1_id) > 1 as is_duplicate
    from gathered
)

select * from final
