{#- What the target has no place for: columns of ours that its table lacks, and how many rows say something
    there. false and 0 say nothing, nor do the raw_ twins of numbers. A load_ model lists in meta.moved the
    columns whose content another table holds in such a target. -#}
{% macro report_unplaced_columns(name, live_columns, ours, meta) %}
    {% set known = live_columns | map(attribute='name') | list + ['v1_table', 'v1_id'] + meta.get('moved', []) %}
    {% set missing = [] %}
    {% for column in ours if column not in known and not column.startswith('raw_') %}
        {% do missing.append(column) %}
    {% endfor %}
delete from {{ target.schema }}.unplaced where live_table = '{{ name }}';
    {% if missing %}
insert into {{ target.schema }}.unplaced (live_table, column_name, row_count)
select '{{ name }}', unplaced.column_name, unplaced.row_count
from (
    select
        {% for column in missing %}
        count(*) filter (where {{ adapter.quote(column) }}::text not in ('false', '0')) as count_{{ loop.index }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ this }}
) as counted
cross join lateral (
    values {% for column in missing %}('{{ column }}', counted.count_{{ loop.index }}){{ ', ' if not loop.last }}{% endfor %}
) as unplaced (column_name, row_count)
where unplaced.row_count > 0;
    {% endif %}
{% endmacro %}


{#- A target too old (or without the plugin) for the whole table. With meta.moved, others hold what it would say. -#}
{% macro report_unplaced_table(name, meta) %}
delete from {{ target.schema }}.unplaced where live_table = '{{ name }}';
    {% if not meta.get('moved') %}
insert into {{ target.schema }}.unplaced (live_table, row_count)
select '{{ name }}', count(*) from {{ this }} having count(*) > 0;
    {% endif %}
{% endmacro %}
