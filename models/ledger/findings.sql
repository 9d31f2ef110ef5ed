{#- Every place where v2 will differ from v1, be it by a rule or for lack of a place. -#}
{% for name in findings() %}
select
    severity,
    rule,
    v1_table,
    v1_id,
    detail
from {{ ref('finding_' ~ name) }}
union all
{% endfor %}
select
    null::text as severity,
    null::text as rule,
    null::text as v1_table,
    null::text as v1_id,
    null::text as detail
where false
