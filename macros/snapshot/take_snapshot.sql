{#- One moment of v1, copied once: every foreign table goes into the archive schema in one
    transaction, and a transaction holds one remote snapshot. Known tables and columns that this
    v1 lacks are added empty, so the models meet one shape; columns unknown to Medusa are also
    collected into the jsonb column v1_custom. The same copy is archive, snapshot and dbt source. -#}
{% macro take_snapshot() %}
{% set archive = var('archive_schema') %}
{% if execute and flags.WHICH in ('build', 'run') and var('snapshot') == 'take' %}
do $snapshot$
declare
    item record;
    done integer := 0;
    total integer := (select count(distinct table_name) from {{ target.schema }}.v1_column where is_present);
begin
    create schema if not exists {{ archive }};
    for item in
        select
            table_name,
            bool_or(is_present) as is_present,
            string_agg(format('add column if not exists %I %s', column_name, data_type), ', ') as all_columns,
            string_agg(format('%I', column_name), ', ') filter (where is_present) as present_columns,
            string_agg(format('%L, %I', column_name, column_name), ', ')
                filter (where is_present and not is_known) as custom_columns
        from {{ target.schema }}.v1_column
        group by table_name
        order by table_name
    loop
        perform set_config(
            'application_name', format('medusa-migration: snapshot %s/%s %s', done, total, item.table_name), false
        );
        -- Emptied, not dropped: the staging views stand on it.
        execute format('create table if not exists {{ archive }}.%I (v1_custom jsonb)', item.table_name);
        execute format('alter table {{ archive }}.%I %s', item.table_name, item.all_columns);
        execute format('truncate {{ archive }}.%I', item.table_name);
        if item.is_present then
            execute format(
                'insert into {{ archive }}.%1$I (%2$s, v1_custom) select %2$s, %3$s from {{ var("foreign_schema") }}.%1$I',
                item.table_name,
                item.present_columns,
                coalesce('nullif(jsonb_strip_nulls(jsonb_build_object(' || item.custom_columns || ')), ''{}'')', 'null::jsonb')
            );
            done := done + 1;
        end if;
        execute format('analyze {{ archive }}.%I', item.table_name);
    end loop;
    revoke all on schema {{ archive }} from public;
end
$snapshot$;
{% endif %}
{% endmacro %}
