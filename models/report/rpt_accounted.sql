{#- Per v1 table: rows read = migrated + merged + left + quarantined. Tables of the shop's own stay in the archive.
    A run that reads a part of v1 adds rows: its part, and what that was before, below zero (migrator/part). -#}
{% for table, facts in v1_tables().items() if facts.homes or table in fates() %}
{{ accounting_of(table, facts) }}
union all
{% endfor %}
select
    'own tables' as domain,
    table_name as v1_table,
    row_count as rows_read,
    0 as migrated,
    0 as merged,
    row_count as left_out,
    0 as quarantined
from {{ source('migration', 'v1_count') }}
where not is_known
