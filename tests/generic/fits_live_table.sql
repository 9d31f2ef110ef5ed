{#- Must never happen: a row that the live table would refuse. Checked from the target's own catalog: required columns,
    labels of enums, range of integers, length of texts, check constraints, primary key, unique indexes (foreign keys:
    foreign_keys_hold). Every v2_ model carries this test. A table that the target lacks is fitted by nothing, so
    nothing is checked. -#}
{% test fits_live_table(model) %}
{%- if execute -%}
    {%- set name = model.identifier | replace('v2_', '', 1) -%}
    {%- set ours = types_of(model) -%}
    {%- set known = live_table(name) | selectattr('name', 'in', ours) | list -%}
    {%- set refusals = [] -%}
    {%- for column in known %}{% do refusals.extend(refusals_of(column, ours[column.name])) %}{% endfor -%}
    {%- if refusals %}
select
    concat_ws('; ', {% for refusal in refusals %}case when {{ refusal.when }} then '{{ refusal.says }}' end{{ ', ' if not loop.last }}{% endfor %}) as problem,
    to_jsonb(reshaped) as offending_row
from {{ model }} as reshaped
where {{ refusals | map(attribute='when') | join(' or ') }}
union all
    {%- endif %}
    {%- for condition, columns in checks_of(name) if columns | reject('in', ours) | list == [] %}
select 'not allowed: {{ condition | replace("'", '"') }}' as problem, to_jsonb(offered.v1_id) as offending_row
from (
    select v1_id, {% for column in known if column.name in columns %}{{ adapter.quote(column.name) }}::{{ column.type }} as {{ adapter.quote(column.name) }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ model }}
) as offered
where not ({{ condition }})
union all
    {%- endfor %}
    {%- for predicate, columns in uniques_of(name) %}
select 'not unique: {{ columns | replace('"', '') }}' as problem, jsonb_build_array(min(v1_id), max(v1_id)) as offending_row
from {{ model }}
where {{ predicate }} and ({{ columns }}) is not null
group by {{ columns }} having count(*) > 1
union all
    {%- endfor %}
{%- endif %}
select null::text as problem, null::jsonb as offending_row where false
{% endtest %}
