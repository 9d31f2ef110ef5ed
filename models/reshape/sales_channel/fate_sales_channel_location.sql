with links as (
    select * from {{ ref('stg_sales_channel_location') }}
),

reshaped as (
    select * from {{ ref('v2_sales_channel_stock_location') }}
),

final as (
    select
        'sales_channel_location' as v1_table,
        links.v1_id,
        case when links.deleted_at is null and same_pair.id is not null then 'merged' else 'left' end as fate,
        case
            when links.deleted_at is not null then 'link_deleted'
            when same_pair.id is not null then 'duplicate_value'
            else 'link_end_missing'
        end as reason,
        case when links.deleted_at is null and same_pair.id is not null then 'sales_channel_stock_location' end as v2_table,
        case when links.deleted_at is null then same_pair.id end as v2_id,
        null as detail
    from links
    left join reshaped as same_pair
        on links.sales_channel_id = same_pair.sales_channel_id and links.location_id = same_pair.stock_location_id
    where links.v1_id is distinct from same_pair.v1_id
)

select * from final
