{#- Must never happen: a row that points at a row which is neither in v2 nor about to be. Follows every
    foreign key that the target's catalog declares between tables we write. -#}
{% test foreign_keys_hold(model) %}
{% set tables = live_tables() %}
{% for table in tables %}
-- depends_on: {{ ref('v2_' ~ table) }}
{% endfor %}
{% if execute %}
    {% for table in tables %}
        {% set ours = adapter.get_columns_in_relation(ref('v2_' ~ table)) | map(attribute='name') | list %}
        {% for column in live_table(table) if column.parent and column.name in ours %}
            {% set parent_key = tables.get(column.parent, ['id'])[0] %}
select
    '{{ table }}' as child_table,
    '{{ column.name }}' as child_column,
    child."{{ column.name }}"::text as missing_key
from {{ ref('v2_' ~ table) }} as child
where
    child."{{ column.name }}" is not null
    {% if column.parent in tables %}
    and not exists (select 1 from {{ ref('v2_' ~ column.parent) }} as parent where parent."{{ parent_key }}" = child."{{ column.name }}")
    {% endif %}
    and not exists (
        select 1 from {{ var('live_schema') }}."{{ column.parent }}" as parent where parent."{{ parent_key }}" = child."{{ column.name }}"
    )
union all
        {% endfor %}
    {% endfor %}
{% endif %}
select null::text as child_table, null::text as child_column, null::text as missing_key where false
{% endtest %}
