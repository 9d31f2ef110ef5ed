{#- Prices that v2 will not show as v1 did, one line per variant, region and cause, with an example. -#}
with differences as (
    select * from {{ ref('int_price__compared') }}
    where cause is not null
),

regions as (
    select * from {{ ref('stg_region') }}
),

examples as (
    select distinct on (variant_id, region_id, cause)
        *,
        count(*) over (partition by variant_id, region_id, cause) as situations_count
    from differences
    order by variant_id, region_id, cause, at_time is not null, quantity nulls first, at_time, customer_groups
),

final as (
    select
        case examples.cause when 'listing_shows_first_tier' then 'info' else 'changed' end as severity,
        examples.cause as rule,
        'product_variant' as v1_table,
        examples.variant_id as v1_id,
        concat_ws(
            ', ',
            'region ' || regions.name || ' (' || regions.id || ')',
            coalesce('quantity ' || examples.quantity, 'in listings'),
            'customer groups ' || nullif(examples.customer_groups, ''),
            'at ' || to_char(examples.at_time at time zone 'utc', 'YYYY-MM-DD HH24:MI') || ' UTC',
            'v1 ' || coalesce(examples.v1_amount::text, 'no price')
            || case when examples.is_v1_tax_inclusive then ' with tax' else '' end
            || ', v2 ' || coalesce(examples.v2_amount::text, 'no price')
            || case when examples.is_v2_tax_inclusive then ' with tax' else '' end
            || ' ' || upper(regions.currency_code),
            examples.situations_count || ' situations'
        ) as detail
    from examples
    inner join regions on examples.region_id = regions.id
)

select * from final
