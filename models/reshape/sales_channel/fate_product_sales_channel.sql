with links as (
    select * from {{ ref('stg_product_sales_channel') }}
),

reshaped as (
    select * from {{ ref('v2_product_sales_channel') }}
    where v1_table = 'product_sales_channel'
),

final as (
    select
        'product_sales_channel' as v1_table,
        links.v1_id,
        'left' as fate,
        case when bool_or(links.deleted_at is not null) then 'link_deleted' else 'link_end_missing' end as reason,
        null as v2_table,
        null as v2_id,
        null as detail
    from links
    left join reshaped on links.v1_id = reshaped.v1_id
    where reshaped.v1_id is null
    group by links.v1_id
)

select * from final
