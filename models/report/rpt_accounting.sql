{#- Per v1 table: rows read = migrated + merged + left + quarantined. -#}
select
    domain,
    v1_table,
    sum(rows_read)::bigint as rows_read,
    sum(migrated)::bigint as migrated,
    sum(merged)::bigint as merged,
    sum(left_out)::bigint as left_out,
    sum(quarantined)::bigint as quarantined
from {{ ref('rpt_accounted') }}
group by domain, v1_table
