{#- Half of the time of filling an empty table goes into asking, row by row, for parents that the gate's tests have
    found already. So the foreign keys of empty live tables are dropped, and each table gets its own back, checked by one
    join, in the transaction that fills it: no row is ever live without its keys. set_aside remembers them; a run that
    dies leaves empty tables without keys, which the next run or `invoke undo` puts back.

    Only tables that the role owns; none at all while somebody else holds a lock for longer than a few seconds. -#}
{% macro set_aside_foreign_keys() %}
{% if execute %}
do $aside$
declare
    item record;
    is_filled boolean;
begin
    perform set_config('lock_timeout', '5s', true);
    for item in
        select
            child.oid::regclass as live_table,
            child.relname as table_name,
            fk.conname as key_name,
            parent.relname as parent,
            (select attname from pg_catalog.pg_attribute where attrelid = fk.conrelid and attnum = fk.conkey[1]) as column_name,
            pg_get_constraintdef(fk.oid) as definition
        from pg_catalog.pg_constraint as fk
        inner join pg_catalog.pg_class as child on fk.conrelid = child.oid
        inner join pg_catalog.pg_class as parent on fk.confrelid = parent.oid
        where
            fk.contype = 'f' and fk.convalidated and fk.conparentid = 0 and array_length(fk.conkey, 1) = 1
            and child.relnamespace = '{{ var("live_schema") }}'::regnamespace and child.relkind = 'r'
            and child.relname in ({% for table in live_tables() %}'{{ table }}'{{ ', ' if not loop.last }}{% endfor %})
            and pg_has_role(child.relowner, 'usage') and pg_has_role(parent.relowner, 'usage')
            and exists (
                select 1 from {{ this }}
                where run_id = (select max(run_id) from {{ target.schema }}.run)
            )
    loop
        execute format('select exists (select from %s)', item.live_table) into is_filled;
        if not is_filled then
            insert into {{ target.schema }}.set_aside values (
                item.table_name, item.column_name, item.parent, item.key_name,
                format('alter table %s add constraint %I %s', item.live_table, item.key_name, item.definition)
            );
            execute format('alter table %s drop constraint %I', item.live_table, item.key_name);
        end if;
    end loop;
exception when lock_not_available or deadlock_detected then
    raise notice 'somebody else is using the live tables: their foreign keys are checked row by row';
end
$aside$
{% endif %}
{% endmacro %}


{#- The foreign keys of one live table, or of all, as they were: parents in one order, so that two tables which are
    filled at the same time never wait for each other. -#}
{% macro put_back_foreign_keys(name=none) %}
{% if execute and flags.WHICH in ('build', 'run') %}
do $back$
declare
    item record;
begin
    if to_regclass('{{ target.schema }}.set_aside') is null then
        return;
    end if;
    for item in
        select * from {{ target.schema }}.set_aside
        where {{ "live_table = '" ~ name ~ "'" if name else 'true' }}
        order by parent, statement
    loop
        perform set_config('lock_timeout', '60s', true);
        execute item.statement;
    end loop;
    delete from {{ target.schema }}.set_aside where {{ "live_table = '" ~ name ~ "'" if name else 'true' }};
    perform set_config('lock_timeout', '0', true);
exception when lock_not_available then
    raise exception 'the foreign keys of % cannot be put back while another session writes to %', item.live_table, item.parent
        using hint = 'stop Medusa v2 for the time of the run, or end its open transactions, and run again';
end
$back$
{% endif %}
{% endmacro %}
