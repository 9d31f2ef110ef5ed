{#- The post-hook of every model whose rows were made of rows of v1: by this index, a later run that reads a part of v1 finds
    those of the part (migrator/part/rest.py). A table of a few pages is looked through as fast. -#}
{% macro index_v1_rows(relation) %}
{% if relation.identifier.split('_')[0] in ('v2', 'fate', 'finding') %}
set local max_parallel_maintenance_workers = 0;
do $index$
begin
    if pg_relation_size('{{ relation }}') > 20 * current_setting('block_size')::integer then
        create index on {{ relation }} ({{ v1_row_key() }});
    end if;
end
$index$
{% endif %}
{% endmacro %}


{#- A number for a row of v1: the upper half is that of its table. Two rows may have the same. of: what the columns are of, with a point. -#}
{% macro v1_row_key(of='') -%}
    ((hashtext({{ of }}v1_table)::bigint << 32) | (hashtext({{ of }}v1_id)::bigint & 4294967295))
{%- endmacro %}
