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
    built afterwards (but for those that belong to a constraint): half the time of growing them. If one of them, the
    target's own, refuses a row after all, everything in here is taken back, and it goes row by row as above. -#}
{% macro fill_empty_table(plan) %}
begin
    if exists (select 1 from {{ plan.unwritten }} where reason <> 'edited_in_v2') then
        raise unique_violation;
    end if;
    begin
        perform set_config('lock_timeout', '2s', true);
        for item in {{ rebuildable_indexes(plan) }} loop
            indexes := indexes || item.definition;
            execute format('drop index %s', item.name);
        end loop;
        perform set_config('lock_timeout', '0', true);
    exception when lock_not_available then
        indexes := '{}';  -- somebody reads this table: its indexes grow row by row
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


{#- The indexes that can be dropped and made again without anything noticing: ours to drop, no constraint stands on
    them, no trigger waits for the end of the transaction. -#}
{% macro rebuildable_indexes(plan) %}
    select
        index.indexrelid::regclass as name,
        pg_get_indexdef(index.indexrelid) as definition
    from pg_catalog.pg_index as index
    inner join pg_catalog.pg_class as class on index.indrelid = class.oid
    where
        class.oid = '{{ plan.live }}'::regclass and class.relkind = 'r' and pg_has_role(class.relowner, 'usage')
        and index.indisvalid and not index.indisprimary and not index.indisreplident and not index.indisclustered
        and not exists (select 1 from pg_catalog.pg_constraint where conindid = index.indexrelid)
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
