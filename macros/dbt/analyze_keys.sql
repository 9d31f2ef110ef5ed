{#- Statistics of a table that was just made, for the models that join it: they need to know how many rows and how many
    keys there are. Sorting samples of jsonb columns, which nobody joins by, would cost more than all others together. -#}
{% macro analyze_keys(relation) %}
do $analyze$
begin
    execute (
        select format('analyze %s (%s)', attrelid::regclass, string_agg(quote_ident(attname), ', '))
        from pg_catalog.pg_attribute
        where attrelid = '{{ relation }}'::regclass and attnum > 0 and not attisdropped and atttypid <> 'jsonb'::regtype
        group by attrelid
    );
end
$analyze$
{% endmacro %}
