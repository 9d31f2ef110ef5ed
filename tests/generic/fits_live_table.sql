{#- Must never happen: a row that the live table would refuse. Checked from the target's own catalog:
    required columns, primary key, unique indexes (foreign keys: foreign_keys_hold). Every v2_ model
    carries this test. A table that the target lacks is fitted by nothing, so nothing is checked. -#}
{% test fits_live_table(model) %}
{%- if execute -%}
    {%- set name = model.identifier | replace('v2_', '', 1) -%}
    {%- set columns = live_table(name) -%}
    {%- set ours = adapter.get_columns_in_relation(model) | map(attribute='name') | list -%}
    {%- set uniques = run_query("
        select
            coalesce(pg_get_expr(index.indpred, index.indrelid), 'true'),
            (select string_agg(quote_ident(attribute.attname), ', ' order by position)
             from unnest(index.indkey) with ordinality as key(attnum, position)
             inner join pg_catalog.pg_attribute as attribute
                on attribute.attrelid = index.indrelid and attribute.attnum = key.attnum)
        from pg_catalog.pg_index as index
        inner join pg_catalog.pg_class as class on index.indrelid = class.oid
        where class.relnamespace = '" ~ var('live_schema') ~ "'::regnamespace and class.relname = '" ~ name ~ "'
            and index.indisunique and index.indexprs is null
    ") -%}
    {%- set known = columns | selectattr('name', 'in', ours) | list -%}
    {%- set needed = known | selectattr('is_required') | list + known | rejectattr('is_required') | selectattr('is_key') | list -%}
    {%- if needed %}
select 'null in a required column' as problem, to_jsonb(reshaped) as offending_row
from {{ model }} as reshaped
where num_nulls({{ columns_of(needed, 'reshaped') }}) > 0
union all
    {%- endif %}
    {%- for row in uniques.rows %}
select 'not unique: {{ row[1] | replace('"', '') }}' as problem, jsonb_build_array(min(v1_id), max(v1_id)) as offending_row
from {{ model }}
where {{ row[0] }} and ({{ row[1] }}) is not null
group by {{ row[1] }} having count(*) > 1
union all
    {%- endfor %}
{%- endif %}
select null::text as problem, null::jsonb as offending_row where false
{% endtest %}
