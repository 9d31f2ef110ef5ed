with stores as (
    select
        *,
        {{ kept_v1({
            'id': 'v1_id', 'swap_link_template': 'swap_link_template', 'payment_link_template': 'payment_link_template',
            'invite_link_template': 'invite_link_template'
        }) }} as kept
    from {{ ref('int_store__chosen') }}
),

default_channel as (
    select * from {{ ref('int_sales_channel__default') }}
),

primary_location as (
    select * from {{ ref('int_stock_location__primary') }}
),

country_counts as (
    select
        region_id,
        count(*) as country_count
    from {{ ref('stg_country') }}
    group by region_id
),

-- v1 has no default region; a v2 admin opens its forms with one.
default_region as (
    select regions.id
    from {{ ref('v2_region') }} as regions
    inner join stores on regions.currency_code = stores.default_currency_code or regions.id = '{{ var("default_region_id") }}'
    left join country_counts on regions.id = country_counts.region_id
    where regions.deleted_at is null
    order by
        regions.id = '{{ var("default_region_id") }}' desc,
        coalesce(country_counts.country_count, 0) desc,
        regions.created_at asc,
        regions.id asc
    limit 1
),

final as (
    select
        stores.v2_id as id,
        stores.name,
        default_channel.sales_channel_id as default_sales_channel_id,
        default_region.id as default_region_id,
        primary_location.location_id as default_location_id,
        {{ metadata_with_v1('stores.metadata', 'stores.kept') }} as metadata,
        stores.created_at,
        stores.updated_at,
        null::timestamptz as deleted_at,
        'store' as v1_table,
        stores.v1_id
    from stores
    left join default_channel on true
    left join default_region on true
    left join primary_location on true
)

select * from final
