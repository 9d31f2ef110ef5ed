with countries as (
    select * from {{ ref('stg_country') }}
),

reshaped as (
    select * from {{ ref('v2_region_country') }}
),

final as (
    select
        'country' as v1_table,
        countries.v1_id,
        case when reshaped.iso_2 is not null then 'merged' else 'left' end as fate,
        case when reshaped.iso_2 is not null then 'duplicate_value' else 'country_without_code' end as reason,
        case when reshaped.iso_2 is not null then 'region_country' end as v2_table,
        reshaped.iso_2 as v2_id,
        countries.name as detail
    from countries
    left join reshaped on lower(trim(countries.iso_2)) = reshaped.iso_2
    where countries.v1_id is distinct from reshaped.v1_id
)

select * from final
