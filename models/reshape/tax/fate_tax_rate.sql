with tax_rates as (
    select * from {{ ref('stg_tax_rate') }}
),

placed as (
    select
        id,
        set_member.tax_rate_id
    from {{ ref('int_tax_rate__placed') }}
    cross join unnest(string_to_array(rate_set, '+')) as set_member (tax_rate_id)
),

summed as (
    select
        tax_rate_id,
        min(id) as v2_id
    from placed
    group by tax_rate_id
),

migrated as (
    select distinct v1_id from {{ ref('v2_tax_rate') }}
    where v1_table = 'tax_rate'
),

final as (
    select
        'tax_rate' as v1_table,
        tax_rates.v1_id,
        case when summed.v2_id is not null then 'merged' else 'left' end as fate,
        case when summed.v2_id is not null then 'tax_rates_summed' else 'tax_rate_without_country' end as reason,
        case when summed.v2_id is not null then 'tax_rate' end as v2_table,
        summed.v2_id,
        tax_rates.name as detail
    from tax_rates
    left join summed on tax_rates.id = summed.tax_rate_id
    left join migrated on tax_rates.v1_id = migrated.v1_id
    where migrated.v1_id is null
)

select * from final
