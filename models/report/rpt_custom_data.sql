{#- What the shop itself added to v1: columns, with how many rows say something there and how many of those carry it in
    the metadata of their v2 row; tables, which stay in the archive whole. -#}
-- depends_on: {{ ref('gate') }}
{% for table, facts in v1_tables().items() %}{% for home in facts.homes %}
-- depends_on: {{ ref('v2_' ~ home) }}
{% endfor %}{% endfor %}
{% for own in own_columns() %}
select
    'column' as kind,
    '{{ own.table }}' as v1_table,
    '{{ own.column }}' as column_name,
    (select count(*) from {{ source('medusa_v1', own.table) }} as rows_of_v1 where rows_of_v1.v1_custom ? '{{ own.column }}') as row_count,
    (
        select count(distinct homes.v1_id) from (
            {% for home in v1_tables()[own.table].homes %}
            select rows_of_v2.v1_id
            from {{ ref('v2_' ~ home) }} as rows_of_v2
            where
                rows_of_v2.v1_table = '{{ own.table }}'
                and to_jsonb(rows_of_v2) -> 'metadata' -> 'medusa_v1' ? '{{ own.column }}'
            {{ 'union all' if not loop.last }}
            {% else %}
            select null::text as v1_id where false
            {% endfor %}
        ) as homes
    ) as in_metadata
union all
{% endfor %}
select
    'table' as kind,
    table_name as v1_table,
    null as column_name,
    row_count,
    0 as in_metadata
from {{ source('migration', 'v1_count') }}
where not is_known
