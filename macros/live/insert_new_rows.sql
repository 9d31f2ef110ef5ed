{#- Insert the rows that are not ours yet. A row that meets one made in v2 is skipped, not overwritten; a
    child of a skipped row is skipped too, so that nothing live dangles. -#}
{% macro insert_new_rows(plan) %}
with added as (
    insert into {{ plan.live }} as live ({{ plan.column_list }})
    select {{ plan.column_list }}
    from {{ plan.incoming }} as incoming
    where
        not exists (select 1 from {{ plan.written }} as written where {{ same_key(plan.key_columns, 'written', 'incoming') }})
        {%- for column in plan.columns if parent_of(plan, column) %}
        and not exists (
            select 1 from {{ plan.unwritten }} as missing
            where missing.live_table = '{{ parent_of(plan, column) }}' and missing.reason <> 'edited_in_v2'
                and missing.key = incoming.{{ adapter.quote(column.name) }}::text
        )
        {%- endfor %}
    on conflict do nothing
    returning {{ plan.key_list }}, {{ hash_of(plan.hashed, 'live.') }} as row_hash
)

insert into {{ plan.written }} ({{ plan.key_list }}, row_hash) select {{ plan.key_list }}, row_hash from added;
get diagnostics inserted = row_count;
{% endmacro %}


{#- All rows at once, as fast as PostgreSQL takes them: nothing live to collide with, no parent left out. Indexes are
    built afterwards, the primary key's, too: half the time of growing them. If one of them, the
    target's own, refuses a row after all, everything in here is taken back, and it goes row by row as above. -#}
{% macro fill_empty_table(plan) %}
begin
    if exists (select 1 from {{ plan.unwritten }} where reason <> 'edited_in_v2') then
        raise unique_violation;
    end if;
    begin
        perform set_config('lock_timeout', '2s', true);
        for item in {{ rebuildable_indexes(plan) }} loop
            indexes := indexes || item.again;
            execute item.away;
        end loop;
        perform set_config('lock_timeout', '0', true);
    exception when lock_not_available or dependent_objects_still_exist then
        indexes := '{}';  -- somebody reads this table, or a view of the shop's needs its key: indexes grow row by row
    end;
    insert into {{ plan.live }} ({{ plan.column_list }}) select {{ plan.column_list }} from {{ plan.incoming }} as incoming;
    insert into {{ plan.written }} ({{ plan.key_list }}, row_hash)
    select {{ plan.key_list }}, {{ hash_of(plan.hashed) }} from {{ plan.incoming }} as incoming;
    get diagnostics inserted = row_count;
    foreach definition in array indexes loop
        execute definition;
    end loop;
exception when unique_violation then
    {{ insert_new_rows(plan) }}
end;
{% endmacro %}


{#- The indexes that can be dropped and made again without anything noticing: ours to drop, no foreign key stands on
    them (those that did are set aside), no trigger waits for the end of the transaction. away and again are statements. -#}
{% macro rebuildable_indexes(plan) %}
    select
        case
            when own.oid is null then format('drop index %s', index.indexrelid::regclass)
            else format('alter table {{ plan.live }} drop constraint %I', own.conname)
        end as away,
        case
            when own.oid is null then pg_get_indexdef(index.indexrelid)
            else format('alter table {{ plan.live }} add constraint %I %s', own.conname, pg_get_constraintdef(own.oid))
        end as again
    from pg_catalog.pg_index as index
    inner join pg_catalog.pg_class as class on index.indrelid = class.oid
    inner join pg_catalog.pg_class as index_class on index.indexrelid = index_class.oid
    left join pg_catalog.pg_constraint as own on own.conindid = index.indexrelid and own.conrelid = class.oid and own.contype <> 'f'
    where
        class.oid = '{{ plan.live }}'::regclass and class.relkind = 'r' and pg_has_role(class.relowner, 'usage')
        and index.indisvalid and not index.indisreplident and not index.indisclustered
        and index_class.reloptions is null and index_class.reltablespace = 0
        and (own.oid is null or own.contype in ('p', 'u') and not own.condeferrable)
        and not exists (select 1 from pg_catalog.pg_constraint where conindid = index.indexrelid and contype = 'f')
        and not exists (select 1 from pg_catalog.pg_trigger where tgrelid = class.oid and tginitdeferred)
{% endmacro %}


{#- The table a column points at: by foreign key, or, in link tables (two-column keys, which have none),
    by its name. -#}
{% macro parent_of(plan, column) -%}
    {%- set by_name = {'variant_id': 'product_variant', 'publishable_key_id': 'api_key'} -%}
    {%- set guess = by_name.get(column.name, column.name | replace('_id', '')) -%}
    {%- if column.parent and column.parent != plan.name -%}
        {{ column.parent }}
    {%- elif column.is_key and plan.key_columns | length == 2 and guess in live_tables() -%}
        {{ guess }}
    {%- endif -%}
{%- endmacro %}
