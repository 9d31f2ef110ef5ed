select
    live_table,
    offered,
    inserted,
    updated,
    merged,
    kept,
    blocked,
    deleted,
    absent
from {{ source('migration', 'load_log') }}
where run_id = (select max(run_id) from {{ source('migration', 'load_log') }})
