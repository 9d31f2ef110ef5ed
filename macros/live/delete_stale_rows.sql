{#- Rows we wrote in an earlier run whose v1 row is gone: deleted, children first, if they are still as we
    wrote them; otherwise reported. Rows made or edited in v2 are never deleted. -#}
{% macro delete_stale_rows() %}
{% if execute %}
    {% set levels = run_query("
        with recursive fk as (
            select distinct child.relname::text as child, parent.relname::text as parent
            from pg_catalog.pg_constraint as c
            inner join pg_catalog.pg_class as child on c.conrelid = child.oid
            inner join pg_catalog.pg_class as parent on c.confrelid = parent.oid
            where c.contype = 'f' and c.connamespace = '" ~ var('live_schema') ~ "'::regnamespace and c.conrelid <> c.confrelid
                -- the one cycle in Medusa's schema: order_line_item.totals_id, which stays null
                and (child.relname, parent.relname) <> ('order_line_item', 'order_item')
        ),
        deep as (
            select relname::text as name, 0 as level from pg_catalog.pg_class
            where relnamespace = '" ~ var('live_schema') ~ "'::regnamespace and relkind in ('r', 'p')
            union
            select fk.child, deep.level + 1 from deep inner join fk on deep.name = fk.parent where deep.level < 12
        )
        select name from deep
        -- Only tables that hold rows of an earlier load can hold stale ones: nothing to do the first time.
        where name in (
            select live_table from " ~ target.schema ~ ".load_log
            group by live_table
            having sum(inserted + merged) > (array_agg(inserted + merged order by logged_at desc))[1]
        )
        group by name order by max(level) desc, name
    ").columns[0].values() %}
do $stale$
begin
    {% for name in levels if name in live_tables() %}
    {% set relation = ref('v2_' ~ name) %}
    {% set ours = types_of(relation) %}
    {% set meta = graph.nodes.get('model.' ~ project_name ~ '.load_' ~ name).config.meta %}
    {% set columns = live_table(name) | selectattr('name', 'in', ours) | list %}
    {% set keys = columns | selectattr('is_key') | list %}
    {% set merge_columns = meta.get('merge_columns') %}
    {% set hashed = (columns | selectattr('name', 'in', merge_columns) | list) if merge_columns else columns %}
    {% set written = target.schema ~ '.' ~ adapter.quote('written_' ~ name) %}
    {% set live = adapter.quote(var('live_schema')) ~ '.' ~ adapter.quote(name) %}
    with stale as (
        select written.* from {{ written }} as written
        where written.was is null
            and not exists (select 1 from {{ relation }} as reshaped where {{ same_key(keys, 'reshaped', 'written') }})
    ),

    deleted as (
        delete from {{ live }} as live using stale
        where {{ same_key(keys, 'live', 'stale') }} and {{ hash_of(hashed, 'live.') }} = stale.row_hash
        returning {{ columns_of(keys, 'live') }}
    )

    delete from {{ written }} as written using deleted where {{ same_key(keys, 'written', 'deleted') }};
    {% endfor %}
end
$stale$
{% endif %}
{% endmacro %}
