{#- How many rows have a reason, per kind and v1 table. A run that reads a part of v1 adds rows: its part, and what that
    was before, below zero (migrator/part). -#}
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

final as (
    select
        kind,
        code,
        v1_table,
        count(*) as row_count
    from used
    group by kind, code, v1_table
)

select * from final
