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
    is the first makes its staging views while v1 is copied). Emptied, not dropped: these views stand on it. -#}
{% macro empty_archive() %}
{% if execute and flags.WHICH in ('build', 'run') and var('snapshot') == 'take' %}
do $archive$
declare
    filled text;
    holds_rows boolean;
begin
    for filled in
        select distinct format('{{ var('archive_schema') }}.%I', table_name) from {{ target.schema }}.v1_column
        union all
        values ('{{ target.schema }}.v1_count'), ('{{ target.schema }}.v1_password')
    loop
        execute format('select exists (select from %s)', filled) into holds_rows;
        if holds_rows then
            execute format('truncate %s', filled);
        end if;
    end loop;
end
$archive$;
{% endif %}
{% endmacro %}
