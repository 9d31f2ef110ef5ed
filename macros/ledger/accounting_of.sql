{#- One line of rpt_accounting: of the rows read from a v1 table, how many have a row in a home table, and how
    many were merged, left or quarantined. facts: its entry in v1_tables(). -#}
{% macro accounting_of(table, facts) %}
select
    '{{ facts.domain }}' as domain,
    '{{ table }}' as v1_table,
    read_rows.row_count as rows_read,
    placed.migrated,
    unplaced.merged,
    unplaced.left_out,
    unplaced.quarantined
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
{% endmacro %}
