with locations as (
    select * from {{ ref('int_sales_channel__locations') }}
),

channels as (
    select * from {{ ref('v2_sales_channel') }}
),

final as (
    select
        locations.sales_channel_id,
        locations.location_id as stock_location_id,
        locations.id,
        locations.created_at,
        locations.updated_at,
        locations.deleted_at,
        case when locations.is_added then channels.v1_table else 'sales_channel_location' end as v1_table,
        locations.v1_id
    from locations
    inner join channels on locations.sales_channel_id = channels.id
)

select * from final
