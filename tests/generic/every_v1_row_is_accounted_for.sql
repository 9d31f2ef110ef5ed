{#- Must never happen: a v1 row of which the tool cannot say where it went, or one that counts twice.
    Per v1 table: rows read = rows with a v2 row in its home table + merged + left + quarantined. -#}
{% test every_v1_row_is_accounted_for(model) %}
{% for table, facts in v1_tables().items() if facts.homes or table in fates() %}
(
    select
        '{{ table }}' as v1_table,
        read_rows.v1_id,
        case when placed.v1_id is null then 'no fate' else 'both migrated and not' end as problem
    from {{ ref('stg_' ~ table) }} as read_rows
    left join (
        {% for home in facts.homes %}
        select v1_id, 1 as is_migrated, 0 as is_left from {{ ref('v2_' ~ home) }} where v1_table = '{{ table }}' group by v1_id
        {{ 'union all' if not loop.last or table in fates() }}
        {% endfor %}
        {% if table in fates() %}
        select v1_id, 0 as is_migrated, 1 as is_left from {{ ref('fate_' ~ table) }}
        {% endif %}
    ) as placed on read_rows.v1_id = placed.v1_id
    group by read_rows.v1_id, placed.v1_id
    having placed.v1_id is null or sum(placed.is_left) > 1 or (sum(placed.is_left) > 0 and sum(placed.is_migrated) > 0)
)
union all
{% endfor %}
select null::text as v1_table, null::text as v1_id, null::text as problem where false
{% endtest %}
