{#- The regions in which each discount may be used, the first one in front. A code made from a template uses the
    template's regions, never its own. -#}
with discounts as (
    select
        id,
        coalesce(parent_discount_id, id) as owner_id
    from {{ ref('stg_discount') }}
),

discount_regions as (
    select * from {{ ref('stg_discount_regions') }}
),

regions as (
    select * from {{ ref('stg_region') }}
),

final as (
    select
        discounts.id as discount_id,
        discount_regions.region_id,
        lower(trim(regions.currency_code)) as currency_code,
        row_number() over (
            partition by discounts.id
            order by regions.deleted_at is not null, regions.created_at, regions.id
        ) as position,
        discount_regions.v1_id
    from discounts
    inner join discount_regions on discounts.owner_id = discount_regions.discount_id
    inner join regions on discount_regions.region_id = regions.id
)

select * from final
