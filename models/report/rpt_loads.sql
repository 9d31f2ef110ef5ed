{#- The load of one run may have been repeated: what it wrote adds up, what it was offered does not. -#}
select
    live_table,
    max(offered) as offered,
    sum(inserted)::bigint as inserted,
    sum(updated)::bigint as updated,
    sum(merged)::bigint as merged,
    max(kept) as kept,
    max(blocked) as blocked,
    sum(deleted)::bigint as deleted,
    bool_or(absent) as absent
from {{ source('migration', 'load_log') }}
where run_id = (select max(run_id) from {{ source('migration', 'run') }})
group by live_table
