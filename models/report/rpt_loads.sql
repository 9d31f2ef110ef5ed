{#- The load of one run may have been repeated: what it wrote adds up, what it was offered does not. -#}
with latest as (
    select max(run_id) as run_id from {{ source('migration', 'run') }}
),

load_log as (
    select * from {{ source('migration', 'load_log') }}
),

final as (
    select
        load_log.live_table,
        max(load_log.offered) as offered,
        sum(load_log.inserted)::bigint as inserted,
        sum(load_log.updated)::bigint as updated,
        sum(load_log.merged)::bigint as merged,
        max(load_log.kept) as kept,
        max(load_log.blocked) as blocked,
        sum(load_log.deleted)::bigint as deleted,
        bool_or(load_log.absent) as absent
    from load_log
    inner join latest on load_log.run_id = latest.run_id
    group by load_log.live_table
)

select * from final
