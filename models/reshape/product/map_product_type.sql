{#- v1 type id to v2 type id. v1 lets several live types have one value, v2 does not: the oldest stands for all. -#}
with product_types as (
    select * from {{ ref('stg_product_type') }}
),

final as (
    select
        id as v1_id,
        case
            when deleted_at is null
                then first_value(id) over (partition by trim(value), deleted_at is null order by created_at, id)
            else id
        end as v2_id
    from product_types
)

select * from final
