with locations as (
    select * from {{ ref('int_sales_channel__locations') }}
),

final as (
    select
        sales_channel_id,
        location_id as stock_location_id,
        id,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from locations
)

select * from final
