{#- The rows of one reshaped table that its live table refuses, each followed by `union all`. -#}
{% macro refused_rows(name, relation) %}
    {%- set ours = types_of(relation) -%}
    {%- set known = live_table(name) | selectattr('name', 'in', ours) | list -%}
    {%- set refusals = [] -%}
    {%- for column in known %}{% do refusals.extend(refusals_of(column, ours[column.name])) %}{% endfor -%}
    {%- if refusals %}
select
    '{{ name }}' as live_table,
    concat_ws('; ', {% for refusal in refusals %}case when {{ refusal.when }} then '{{ refusal.says }}' end{{ ', ' if not loop.last }}{% endfor %}) as problem,
    to_jsonb(reshaped) as offending_row
from {{ relation }} as reshaped
where {{ refusals | map(attribute='when') | join(' or ') }}
union all
    {%- endif %}
    {%- for condition, columns in checks_of(name) if columns | reject('in', ours) | list == [] %}
select '{{ name }}' as live_table, 'not allowed: {{ condition | replace("'", '"') }}' as problem, to_jsonb(offered.v1_id) as offending_row
from (
    select v1_id, {% for column in known if column.name in columns %}{{ adapter.quote(column.name) }}::{{ column.type }} as {{ adapter.quote(column.name) }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ relation }}
) as offered
where not ({{ condition }})
union all
    {%- endfor %}
    {%- for predicate, columns in uniques_of(name) %}
select '{{ name }}' as live_table, 'not unique: {{ columns | replace('"', '') }}' as problem, jsonb_build_array(min(v1_id), max(v1_id)) as offending_row
from {{ relation }}
where {{ predicate }} and ({{ columns }}) is not null
group by {{ columns }} having count(*) > 1
union all
    {%- endfor %}
{% endmacro %}
