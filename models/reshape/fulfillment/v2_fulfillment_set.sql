with shipping_locations as (
    select * from {{ ref('int_stock_location__shipping') }}
),

locations as (
    select
        stock_locations.*,
        shipping_locations.is_main,
        stock_locations.name || ' shipping' as set_name
    from {{ ref('v2_stock_location') }} as stock_locations
    inner join shipping_locations on stock_locations.id = shipping_locations.location_id
),

numbered as (
    select
        *,
        row_number() over (partition by set_name order by is_main desc, created_at asc, id asc) as name_number
    from locations
),

final as (
    select
        {{ v2_id('fuset', 'id') }} as id,
        -- v2 allows each name once
        case when name_number > 1 then set_name || ' (' || id || ')' else set_name end as name,
        'shipping' as type,
        null::jsonb as metadata,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from numbered
)

select * from final
