{#- Per v1 table: rows read = migrated + merged + left + quarantined. Tables of the shop's own are left, in
    the archive. -#}
{% for table, facts in v1_tables().items() if facts.homes or table in fates() %}
select
    '{{ facts.domain }}' as domain,
    '{{ table }}' as v1_table,
    read_rows.row_count as "read",
    coalesce(placed.migrated, 0) as migrated,
    coalesce(unplaced.merged, 0) as merged,
    coalesce(unplaced.left_out, 0) as left_out,
    coalesce(unplaced.quarantined, 0) as quarantined
from (select row_count from {{ source('migration', 'v1_count') }} where table_name = '{{ table }}') as read_rows
cross join (
    select count(distinct v1_id) as migrated from (
        {% for home in facts.homes %}
        select v1_id from {{ ref('v2_' ~ home) }} where v1_table = '{{ table }}'
        {{ 'union all' if not loop.last }}
        {% else %}
        select null::text as v1_id where false
        {% endfor %}
    ) as homes
) as placed
cross join (
    select
        count(*) filter (where fate = 'merged') as merged,
        count(*) filter (where fate = 'left') as left_out,
        count(*) filter (where fate = 'quarantined') as quarantined
    from {% if table in fates() %}{{ ref('fate_' ~ table) }}{% else %}(select null::text as fate where false) as nothing{% endif %}
) as unplaced
union all
{% endfor %}
select
    'own tables' as domain,
    table_name as v1_table,
    row_count as "read",
    0 as migrated,
    0 as merged,
    row_count as left_out,
    0 as quarantined
from {{ source('migration', 'v1_count') }}
where not is_known
