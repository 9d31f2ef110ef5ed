{#- Must never happen: a row that points at a row which is neither in v2 nor about to be. Follows every
    foreign key that the target's catalog declares between tables we write. -#}
{% test foreign_keys_hold(model) %}
{% set tables = live_tables() %}
{% for table in tables %}
-- depends_on: {{ ref('v2_' ~ table) }}
{% endfor %}
{% if execute %}
    {% set keys = run_query("
        select distinct child.relname, child_column.attname, parent.relname, parent_column.attname
        from pg_catalog.pg_constraint as fk
        inner join pg_catalog.pg_class as child on fk.conrelid = child.oid
        inner join pg_catalog.pg_class as parent on fk.confrelid = parent.oid
        inner join pg_catalog.pg_attribute as child_column
            on fk.conrelid = child_column.attrelid and fk.conkey = array[child_column.attnum]
        inner join pg_catalog.pg_attribute as parent_column
            on fk.confrelid = parent_column.attrelid and fk.confkey = array[parent_column.attnum]
        where
            fk.contype = 'f'
            and fk.connamespace = '" ~ var('live_schema') ~ "'::regnamespace
            and child.relname in ('" ~ tables | join("', '") ~ "')
            and " ~ v2_has_column('child.relname', 'child_column.attname') ~ "
    ") %}
    {% for child, child_column, parent, parent_column in keys.rows %}
select
    '{{ child }}' as child_table,
    '{{ child_column }}' as child_column,
    child."{{ child_column }}"::text as missing_key
from {{ ref('v2_' ~ child) }} as child
where
    child."{{ child_column }}" is not null
    {% if parent in tables %}
    and not exists (
        select 1 from {{ ref('v2_' ~ parent) }} as parent where parent."{{ parent_column }}" = child."{{ child_column }}"
    )
    {% endif %}
    and not exists (
        select 1 from {{ var('live_schema') }}."{{ parent }}" as parent
        where parent."{{ parent_column }}" = child."{{ child_column }}"
    )
union all
    {% endfor %}
{% endif %}
select null::text as child_table, null::text as child_column, null::text as missing_key where false
{% endtest %}
