{#- The columns of one live table, read from the catalog: [{name, type, is_required, is_key, parent, labels}], labels being
    those of an enum, as SQL literals; an empty list if the target has no such table. Action macro: only
    the writer and the guards call it, never a model body. -#}
{% macro live_table(name) %}
    {% set facts = run_query("
        select
            attribute.attname as column_name,
            format_type(attribute.atttypid, attribute.atttypmod) as column_type,
            attribute.attnotnull and not attribute.atthasdef and attribute.attidentity = '' as is_required,
            coalesce(attribute.attnum = any(key.conkey), false) as is_key,
            (
                select string_agg(distinct parent, ',')
                from (
                    select parent.relname::text
                    from pg_catalog.pg_constraint as fk
                    inner join pg_catalog.pg_class as parent on fk.confrelid = parent.oid
                    where fk.conrelid = class.oid and fk.contype = 'f' and fk.conkey = array[attribute.attnum]
                    union all
                    select set_aside.parent
                    from " ~ target.schema ~ ".set_aside
                    where set_aside.live_table = class.relname and set_aside.column_name = attribute.attname
                ) as keys (parent)
            ) as parent,
            (
                select string_agg(quote_literal(label.enumlabel), ', ' order by label.enumsortorder)
                from pg_catalog.pg_enum as label
                where label.enumtypid = attribute.atttypid
            ) as labels
        from pg_catalog.pg_attribute as attribute
        inner join pg_catalog.pg_class as class on attribute.attrelid = class.oid
        left join pg_catalog.pg_constraint as key on class.oid = key.conrelid and key.contype = 'p'
        where
            class.relnamespace = '" ~ var('live_schema') ~ "'::regnamespace
            and class.relname = '" ~ name ~ "'
            and class.relkind in ('r', 'p')
            and attribute.attnum > 0 and not attribute.attisdropped and attribute.attgenerated = ''
        order by attribute.attnum
    ") %}
    {% set columns = [] %}
    {% for row in facts.rows %}
        {% do columns.append({
            'name': row[0], 'type': row[1], 'is_required': row[2], 'is_key': row[3], 'parent': row[4], 'labels': row[5]
        }) %}
    {% endfor %}
    {{ return(columns) }}
{% endmacro %}
