{#- v2 allows each live value once, v1 did not: the oldest live row of a value stands for all of them.
    Deleted rows collide with nothing and stay themselves. -#}
with product_types as (
    select * from {{ ref('stg_product_type') }}
),

final as (
    select
        id as v1_id,
        case
            when deleted_at is null
                then first_value(id) over (partition by deleted_at is null, trim(value) order by created_at, id)
            else id
        end as v2_id
    from product_types
)

select * from final
