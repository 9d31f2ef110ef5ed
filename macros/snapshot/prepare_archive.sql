{#- The tables v1 is copied into. Known tables and columns that this v1 lacks are there, too, and stay empty, so that the
    models meet one shape. -#}
{% macro prepare_archive() %}
{% if execute and flags.WHICH in ('build', 'run') and var('snapshot') == 'take' %}
do $archive$
declare
    item record;
begin
    create schema if not exists {{ var('archive_schema') }};
    revoke all on schema {{ var('archive_schema') }} from public;
    for item in
        select table_name, string_agg(format('add column if not exists %I %s', column_name, data_type), ', ') as all_columns
        from {{ target.schema }}.v1_column
        group by table_name
    loop
        execute format('create table if not exists {{ var('archive_schema') }}.%I (v1_custom jsonb)', item.table_name);
        execute format(
            'alter table {{ var('archive_schema') }}.%I %s, add column if not exists v1_xmin bigint', item.table_name, item.all_columns
        );
    end loop;
end
$archive$;
{% endif %}
{% endmacro %}


{#- The first part of a snapshot: what the last one left goes. A table without rows is not touched (nor locked: a run that
    is the first makes its staging views while v1 is copied). Emptied, not dropped: these views stand on it.
    tables: as for take_snapshot; is_first: this connection also empties what all of them fill, or what only it fills. -#}
{% macro empty_archive(tables=none, is_first=true) %}
{% if execute and flags.WHICH in ('build', 'run') and var('snapshot') == 'take' %}
do $archive$
declare
    item record;
    holds_rows boolean;
begin
    for item in
        select
            format('{{ var('archive_schema') }}.%I', table_name) as filled,
            format('{{ var('archive_schema') }}.%I', 'part_key_' || table_name) as index
        from {{ target.schema }}.v1_reading
        {% if tables %}where table_name = any({{ tables }}){% endif %}
        {% if is_first %}union all values ('{{ target.schema }}.v1_password', null){% endif %}
    loop
        execute format('select exists (select from %s)', item.filled) into holds_rows;
        if holds_rows then
            execute 'truncate ' || item.filled;
            if to_regclass(item.index) is not null then
                execute 'drop index ' || item.index;
            end if;
        end if;
    end loop;
    {% if is_first %}delete from {{ target.schema }}.v1_count;{% endif %}
end
$archive$;
{% endif %}
{% endmacro %}
