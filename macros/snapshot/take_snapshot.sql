{#- One moment of v1, copied once: every foreign table goes into the archive schema in one
    transaction, and a transaction holds one remote snapshot. Columns unknown to Medusa are also
    collected into the jsonb column v1_custom. The same copy is archive, snapshot and dbt source.
    tables: an array of names, where several connections copy a share each (migrator/snapshot.py). -#}
{% macro take_snapshot(tables=none) %}
{% set archive = var('archive_schema') %}
{% if execute and flags.WHICH in ('build', 'run') and var('snapshot') == 'take' %}
do $snapshot$
declare
    item record;
    copied bigint;
begin
    set local default_statistics_target = 3;  -- hash joins need no finer ones
    set local max_parallel_maintenance_workers = 0;
    for item in
        select * from {{ target.schema }}.v1_reading {% if tables %}where table_name = any({{ tables }}) {% endif %}order by table_name
    loop
        copied := 0;
        if item.is_present then
            execute format(
                'insert into {{ archive }}.%1$I (%2$s) select %3$s from {{ var("foreign_schema") }}.%1$I',
                item.table_name,
                item.archive_columns,
                item.read_columns
            );
            get diagnostics copied = row_count;
        end if;
        insert into {{ target.schema }}.v1_count values (item.table_name, copied, item.is_known);
        if copied > 1000 and item.part_key is not null then  -- built at once, at half the price of one that grows
            execute format(
                'create index part_key_%1$s on {{ archive }}.%1$I (%2$I collate "C")', item.table_name, item.part_key
            );
        end if;
        execute format('analyze {{ archive }}.%I', item.table_name);
    end loop;
end
$snapshot$;
{% endif %}
{% endmacro %}


{#- Password hashes live on in v2, so they are needed once more; not in the archive that people look at. -#}
{% macro take_passwords() %}
{% if execute and flags.WHICH in ('build', 'run') and var('snapshot') == 'take' %}
insert into {{ target.schema }}.v1_password
select 'customer', id, password_hash from {{ var("foreign_schema") }}.customer where password_hash is not null
union all
select 'user', id, password_hash from {{ var("foreign_schema") }}."user" where password_hash is not null;
{% endif %}
{% endmacro %}
