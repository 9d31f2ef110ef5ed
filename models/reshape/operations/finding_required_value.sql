{#- A column that this v1 never had is null everywhere, and secrets are not copied: no news. -#}
with missing as (
    {% for table in v1_tables() %}
    select
        '{{ table }}' as v1_table,
        v1_id,
        v1_missing
    from {{ ref('stg_' ~ table) }}
    where v1_missing is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

v1_columns as (
    select * from {{ source('migration', 'v1_column') }}
),

final as (
    select
        'changed' as severity,
        'required_value_missing' as rule,
        missing.v1_table,
        missing.v1_id,
        string_agg(v1_columns.column_name, ', ' order by v1_columns.column_name) as detail
    from missing
    inner join v1_columns
        on missing.v1_table = v1_columns.table_name and v1_columns.column_name = any(string_to_array(missing.v1_missing, ','))
    where v1_columns.is_present and not v1_columns.is_secret
    group by missing.v1_table, missing.v1_id
)

select * from final
