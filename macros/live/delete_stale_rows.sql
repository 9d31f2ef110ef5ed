{#- Rows we wrote in an earlier run whose v1 row is gone: deleted, children first, if they are still as we
    wrote them; otherwise reported. Rows made or edited in v2 are never deleted. Only tables that hold rows of an
    earlier load can hold stale ones: nothing to do the first time. -#}
{% macro delete_stale_rows() %}
do $stale$
declare
    item record;
    is_part boolean;
    may_be boolean;
    gone bigint;
begin
    {{ small_part_plans() }}
    for item in
        with recursive fk as (
            select distinct child.relname::text collate "default" as child, parent.relname::text collate "default" as parent
            from pg_catalog.pg_constraint as c
            inner join pg_catalog.pg_class as child on c.conrelid = child.oid
            inner join pg_catalog.pg_class as parent on c.confrelid = parent.oid
            where c.contype = 'f' and c.connamespace = '{{ var("live_schema") }}'::regnamespace and c.conrelid <> c.confrelid
                -- the one cycle in Medusa's schema: order_line_item.totals_id, which stays null
                and (child.relname, parent.relname) <> ('order_line_item', 'order_item')
        ),
        deep as (
            select live_table as name, 0 as level from {{ target.schema }}.stale_statement
            union
            select fk.child, deep.level + 1 from deep inner join fk on deep.name = fk.parent where deep.level < 12
        )
        select stale_statement.live_table, stale_statement.statement, stale_statement.of_part, stale_statement.is_part_stale
        from {{ target.schema }}.stale_statement
        inner join deep on stale_statement.live_table = deep.name
        where deep.name in (
            select live_table from {{ target.schema }}.load_log
            group by live_table
            having sum(inserted + merged) > (array_agg(inserted + merged order by logged_at desc))[1]
        )
        group by 1, 2, 3, 4
        order by max(deep.level) desc, 1
    loop
        is_part := to_regclass(format('{{ target.schema }}_rest.%I', 'was_v2_' || item.live_table)) is not null;
        may_be := true;
        if is_part then
            execute item.is_part_stale into may_be;
        end if;
        if may_be then
            execute format(item.statement, case when is_part then item.of_part end);
            get diagnostics gone = row_count;
            update {{ target.schema }}.load_log set deleted = deleted + gone
            where
                gone > 0 and live_table = item.live_table
                and logged_at = (select max(logged_at) from {{ target.schema }}.load_log where live_table = item.live_table);
        end if;
    end loop;
end
$stale$
{% endmacro %}


{#- The statement of one table, which its load_ model keeps for the end of the load: there is no order to delete in before
    all is written. %s is for a run that reads a part of v1: of_part, of the rows that were made of it before; is_part_stale asks whether
    there can be any. -#}
{% macro keep_stale_statement(plan) %}
insert into {{ target.schema }}.stale_statement (live_table, statement, of_part, is_part_stale) values ('{{ plan.name }}', $keep$
    with stale as (
        select written.* from {{ plan.written }} as written
        where
            written.was is null
            and not exists (select 1 from {{ this }} as reshaped where {{ same_key(plan.key_columns, 'reshaped', 'written') }})
            %s
    ),

    deleted as (
        delete from {{ plan.live }} as live using stale
        where {{ same_key(plan.key_columns, 'live', 'stale') }} and {{ hash_of(plan.hashed, 'live.') }} = stale.row_hash
        returning {{ columns_of(plan.key_columns, 'live') }}
    )

    delete from {{ plan.written }} as written using deleted where {{ same_key(plan.key_columns, 'written', 'deleted') }}
$keep$, $part$and exists (
    select 1 from {{ target.schema }}_rest.{{ adapter.quote('was_v2_' ~ plan.name) }} as was where {{ same_key(plan.key_columns, 'was', 'written') }}
)$part$, $is$select exists (
    select 1 from {{ target.schema }}_rest.{{ adapter.quote('was_v2_' ~ plan.name) }} as was
    where not exists (select 1 from {{ this }} as reshaped where {{ same_key(plan.key_columns, 'reshaped', 'was') }})
)$is$)
on conflict (live_table) do update set
    statement = excluded.statement, of_part = excluded.of_part, is_part_stale = excluded.is_part_stale;
{% endmacro %}
