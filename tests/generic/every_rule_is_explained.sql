{#- Must never happen: a finding in the report that no page explains. -#}
{% test every_rule_is_explained(model) %}
with unexplained as (
    select found.*
    from (select * from {{ model }}) as found
    left join {{ ref('reasons') }} as reasons on found.rule = reasons.code and found.severity = reasons.kind
    where reasons.code is null
)

select * from unexplained
{% endtest %}
