with migrated as (
    select * from {{ ref('v2_product_option') }}
),

final as (
    select
        'product_option' as v1_table,
        options.v1_id,
        case when options.product_id is null then 'left' else 'quarantined' end as fate,
        case when options.product_id is null then 'option_without_product' else 'product_parent_missing' end as reason,
        null as v2_table,
        null as v2_id,
        options.title || coalesce(' of product ' || options.product_id, '') as detail
    from {{ ref('stg_product_option') }} as options
    left join migrated on options.id = migrated.id
    where migrated.id is null
)

select * from final
