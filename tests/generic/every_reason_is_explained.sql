{#- Must never happen: a row left out without a reason a reader can act on. -#}
{% test every_reason_is_explained(model) %}
with unexplained as (
    select
        ledger.v1_table,
        ledger.v1_id,
        ledger.fate,
        ledger.reason
    from (select * from {{ model }}) as ledger
    left join {{ ref('reasons') }} as reasons on ledger.reason = reasons.code and ledger.fate = reasons.kind
    where ledger.fate <> 'migrated' and reasons.code is null
)

select * from unexplained
{% endtest %}
