with used as (
    select
        kind,
        code,
        v1_table,
        sum(row_count) as row_count
    from {{ ref('rpt_reason_counts') }}
    group by kind, code, v1_table
    having sum(row_count) > 0
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
        sum(used.row_count)::bigint as row_count
    from used
    left join reasons on used.code = reasons.code and used.kind = reasons.kind
    group by used.kind, used.code, reasons.explanation, reasons.remedy
)

select * from final
