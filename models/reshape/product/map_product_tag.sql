{#- v1 tag id to v2 tag id. v1 lets several live tags have one value, v2 does not: the oldest stands for all. -#}
with product_tags as (
    select * from {{ ref('stg_product_tag') }}
),

final as (
    select
        id as v1_id,
        case
            when deleted_at is null
                then first_value(id) over (partition by trim(value), deleted_at is null order by created_at, id)
            else id
        end as v2_id
    from product_tags
)

select * from final
