with used as (
    select
        fate as kind,
        reason as code,
        v1_table
    from {{ ref('ledger') }}
    where fate <> 'migrated'
    union all
    select
        severity as kind,
        rule as code,
        v1_table
    from {{ ref('findings') }}
),

reasons as (
    select * from {{ ref('reasons') }}
),

final as (
    select
        used.kind,
        used.code,
        reasons.explanation,
        reasons.remedy,
        string_agg(distinct used.v1_table, ', ') as v1_tables,
        count(*) as row_count
    from used
    left join reasons on used.code = reasons.code and used.kind = reasons.kind
    group by used.kind, used.code, reasons.explanation, reasons.remedy
)

select * from final
