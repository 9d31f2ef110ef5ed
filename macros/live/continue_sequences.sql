{#- The next order number follows the last migrated one: every sequence behind a column we filled. -#}
{% macro continue_sequences() %}
do $sequences$
declare
    item record;
begin
    for item in
        select
            format('%I.%I', sequence_namespace.nspname, sequence.relname) as sequence_name,
            format('%I.%I', '{{ var("live_schema") }}', owner.relname) as table_name,
            attribute.attname as column_name
        from pg_catalog.pg_attrdef as column_default
        inner join pg_catalog.pg_class as owner on column_default.adrelid = owner.oid
        inner join pg_catalog.pg_attribute as attribute
            on column_default.adrelid = attribute.attrelid and column_default.adnum = attribute.attnum
        inner join pg_catalog.pg_depend as dependency
            on dependency.classid = 'pg_attrdef'::regclass and dependency.objid = column_default.oid
        inner join pg_catalog.pg_class as sequence on dependency.refobjid = sequence.oid and sequence.relkind = 'S'
        inner join pg_catalog.pg_namespace as sequence_namespace on sequence.relnamespace = sequence_namespace.oid
        where
            owner.relnamespace = '{{ var("live_schema") }}'::regnamespace
            and owner.relname in ({% for table in live_tables() %}'{{ table }}'{{ ', ' if not loop.last }}{% endfor %})
    loop
        execute format(
            'select setval(%1$L, highest) from (select max(%2$I) as highest from %3$s where %2$I <= {{ highest_number() }}) as filled '
            'where highest > (select last_value from %1$s)',
            item.sequence_name, item.column_name, item.table_name
        );
    end loop;
end
$sequences$
{% endmacro %}
