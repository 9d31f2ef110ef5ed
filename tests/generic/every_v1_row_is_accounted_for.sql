{#- Must never happen: a v1 row of which the tool cannot say where it went, or one that counts twice.
    Per v1 table: rows read = rows with a v2 row in its home table + merged + left + quarantined. Row by row only where the
    numbers of rows, or the sums of their ids' hashes, are not the same on both sides. -#}
{% test every_v1_row_is_accounted_for(model) %}
{% for table, facts in v1_tables().items() if facts.homes or table in fates() %}
{%- set places -%}
        {% for home in facts.homes %}
        select v1_id, 1 as is_migrated, 0 as is_left from {{ ref('v2_' ~ home) }} where v1_table = '{{ table }}'
        {{ 'union all' if not loop.last or table in fates() }}
        {% endfor %}
        {% if table in fates() %}
        select v1_id, 0 as is_migrated, 1 as is_left from {{ ref('fate_' ~ table) }}
        {% endif %}
{%- endset %}
(
    select
        '{{ table }}' as v1_table,
        v1_id,
        case when max(is_migrated) + sum(is_left) = 0 then 'no fate' else 'both migrated and not' end as problem
    from (
        select v1_id, 1 as is_read, 0 as is_migrated, 0 as is_left from {{ ref('stg_' ~ table) }}
        union all
        select v1_id, 0 as is_read, is_migrated, is_left from ({{ places }}) as places
    ) as rows_and_places
    where
        (select (count(*), sum(hashtextextended(v1_id, 0))) from {{ ref('stg_' ~ table) }})
        is distinct from (select (count(*), sum(hashtextextended(v1_id, 0))) from ({{ places }}) as places)
    group by v1_id
    having max(is_read) = 1 and max(is_migrated) + sum(is_left) <> 1
)
union all
{% endfor %}
select null::text as v1_table, null::text as v1_id, null::text as problem where false
{% endtest %}
