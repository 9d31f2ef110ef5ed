{#- Must never happen: a row that its live table would refuse. Checked from the target's own catalog: required columns,
    labels of enums, range of integers, length of texts, check constraints, primary key, unique indexes (foreign keys:
    foreign_keys_hold). For the tables of some domains, or of all but some: one test for all would keep one core busy, one
    per table dbt. A table that the target lacks is fitted by nothing, so nothing is checked. -#}
{% test rows_fit_live_tables(model, domains=none, all_but=none) %}
with refused as (
{% for domain, tables in live_domains().items() if (domain in domains if domains else domain not in all_but) %}
{% for table in tables %}
{{ refused_rows(table, ref('v2_' ~ table)) if execute }}
-- depends_on: {{ ref('v2_' ~ table) }}
{% endfor %}
{% endfor %}
select null::text as live_table, null::text as problem, null::jsonb as offending_row where false
)

select
    live_table,
    problem,
    count(*) as row_count,
    min(offending_row::text) as example
from refused
group by live_table, problem
{% endtest %}
