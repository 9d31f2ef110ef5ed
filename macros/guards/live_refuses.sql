{#- What a column of a live table refuses of ours, which has the type given: [{when: SQL condition on `reshaped`, says: text}]. -#}
{% macro refusals_of(column, our_type) %}
    {% set value = 'reshaped.' ~ adapter.quote(column.name) %}
    {% set refusals = [] %}
    {% if column.is_required or column.is_key %}
        {% do refusals.append({'when': value ~ ' is null', 'says': column.name ~ ' is required'}) %}
    {% endif %}
    {% if column.labels %}
        {% do refusals.append({
            'when': value ~ '::text not in (' ~ column.labels ~ ')', 'says': column.name ~ ' is one of ' ~ column.labels | replace("'", '')
        }) %}
    {% endif %}
    {% if column.type == 'integer' and our_type != 'integer' %}
        {% do refusals.append({
            'when': value ~ ' not between -2147483648 and 2147483647', 'says': column.name ~ ' is a number of 32 bits'
        }) %}
    {% endif %}
    {% if column.type.startswith('character varying(') and column.type.endswith(')') and our_type != column.type %}
        {% set longest = column.type | replace('character varying(', '') | replace(')', '') %}
        {% do refusals.append({
            'when': 'length(' ~ value ~ '::text) > ' ~ longest, 'says': column.name ~ ' has up to ' ~ longest ~ ' characters'
        }) %}
    {% endif %}
    {{ return(refusals) }}
{% endmacro %}


{#- The check constraints of a live table: [(condition, names of its columns)]. -#}
{% macro checks_of(name) %}
    {% set checks = [] %}
    {% for row in run_query("
        select pg_get_expr(check_of.conbin, check_of.conrelid), (
            select string_agg(attribute.attname, ',' order by attribute.attnum) from pg_catalog.pg_attribute as attribute
            where attribute.attrelid = check_of.conrelid and attribute.attnum = any(check_of.conkey)
        )
        from pg_catalog.pg_constraint as check_of
        where check_of.contype = 'c' and check_of.conrelid = to_regclass('" ~ var('live_schema') ~ '."' ~ name ~ "\"')
        order by 1, 2
    ").rows %}{% do checks.append((row[0], row[1].split(','))) %}{% endfor %}
    {{ return(checks) }}
{% endmacro %}


{#- The unique indexes of a live table: [(predicate, columns)], in the same order when they were made anew. -#}
{% macro uniques_of(name) %}
    {% set uniques = run_query("
        select
            coalesce(pg_get_expr(index.indpred, index.indrelid), 'true'),
            (select string_agg(quote_ident(attribute.attname), ', ' order by position)
             from unnest(index.indkey) with ordinality as key(attnum, position)
             inner join pg_catalog.pg_attribute as attribute
                on attribute.attrelid = index.indrelid and attribute.attnum = key.attnum)
        from pg_catalog.pg_index as index
        where index.indrelid = to_regclass('" ~ var('live_schema') ~ '."' ~ name ~ "\"')
            and index.indisunique and index.indexprs is null
        order by 1, 2
    ") %}
    {{ return(uniques.rows) }}
{% endmacro %}
