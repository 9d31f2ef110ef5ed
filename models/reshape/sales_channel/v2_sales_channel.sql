with sales_channels as (
    select * from {{ ref('stg_sales_channel') }}
),

final as (
    select
        id,
        name,
        description,
        is_disabled,
        metadata,
        created_at,
        updated_at,
        deleted_at,
        'sales_channel' as v1_table,
        v1_id
    from sales_channels
)

select * from final
