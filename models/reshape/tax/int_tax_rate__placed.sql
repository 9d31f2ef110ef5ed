{#- The tax rates v2 should hold, with the set of v1 rates each stands for ('' is the default of its
    region): per country the default, one per set that a rule needs, and v1's rates that match nothing. -#}
with tax_regions as (
    select
        *,
        count(*) over (partition by v1_id) as country_count
    from {{ ref('v2_tax_region') }}
),

regions as (
    select * from {{ ref('stg_region') }}
),

tax_rates as (
    select
        *,
        {{ kept_v1() }} as kept
    from {{ ref('stg_tax_rate') }}
),

needed as (
    select distinct
        region_id,
        rate_set
    from {{ ref('int_tax_rule__needed') }}
    where rate_set <> ''
),

members as (
    select
        needed.region_id,
        needed.rate_set,
        set_member.tax_rate_id
    from needed
    cross join unnest(string_to_array(needed.rate_set, '+')) as set_member (tax_rate_id)
    union all
    select
        tax_rates.region_id,
        tax_rates.id as rate_set,
        tax_rates.id as tax_rate_id
    from tax_rates
    where not exists (
        select 1 from needed
        where tax_rates.id = any(string_to_array(needed.rate_set, '+'))
    )
),

summed as (
    select
        members.region_id,
        members.rate_set,
        count(*) as rate_count,
        bool_and(tax_rates.region_id = members.region_id) as is_of_region,
        sum(coalesce(tax_rates.rate, 0)::text::numeric) as rate,
        string_agg(coalesce(tax_rates.code, tax_rates.name), '+' order by tax_rates.id) as code,
        string_agg(tax_rates.name, ' + ' order by tax_rates.id) as name,
        (array_agg({{ metadata_with_v1('tax_rates.metadata', 'tax_rates.kept') }} order by tax_rates.id))[1] as single_metadata,
        jsonb_build_object('medusa_v1', jsonb_build_object(
            'tax_rate_ids', jsonb_agg(tax_rates.id order by tax_rates.id),
            'parts', jsonb_agg(
                jsonb_build_object('name', tax_rates.name, 'code', tax_rates.code, 'rate', tax_rates.rate::text::numeric)
                order by tax_rates.id
            )
        )) as summed_metadata,
        min(tax_rates.created_at) as created_at,
        max(tax_rates.updated_at) as updated_at
    from members
    inner join tax_rates on members.tax_rate_id = tax_rates.id
    group by members.region_id, members.rate_set
),

final as (
    select
        {{ v2_id('txr', "'default:' || tax_regions.country_code") }} as id,
        regions.id as region_id,
        '' as rate_set,
        coalesce(regions.tax_rate::text::numeric, 0) as rate,
        coalesce(regions.tax_code, 'default') as code,
        'default' as name,
        true as is_default,
        tax_regions.id as tax_region_id,
        null as metadata,
        regions.created_at,
        regions.updated_at,
        'region' as v1_table,
        regions.v1_id
    from tax_regions
    inner join regions on tax_regions.v1_id = regions.v1_id
    union all
    select
        -- v1's id where the row is v1's row: one rate, one country, and the region is the rate's own
        case
            when tax_regions.country_count = 1 and summed.rate_count = 1 and summed.is_of_region and summed.rate_set <> ''
                then summed.rate_set
            else {{ v2_id('txr', "tax_regions.country_code || ':' || summed.rate_set") }}
        end as id,
        summed.region_id,
        summed.rate_set,
        summed.rate,
        summed.code,
        summed.name,
        false as is_default,
        tax_regions.id as tax_region_id,
        case when summed.rate_count = 1 then summed.single_metadata else summed.summed_metadata end as metadata,
        summed.created_at,
        summed.updated_at,
        case when summed.rate_count = 1 then 'tax_rate' end as v1_table,
        case when summed.rate_count = 1 then summed.rate_set end as v1_id
    from summed
    inner join tax_regions on summed.region_id = tax_regions.v1_id
)

select * from final
