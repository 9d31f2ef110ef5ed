{#- Where every v1 row went: one line per (v1 row, v2 row), or one with the reason why not. -#}
{% for table, keys in live_tables().items() %}
{{ ledger_of(table, keys) }}
union all
{% endfor %}
{% for table in fates() %}
select
    fate_of.v1_table,
    fate_of.v1_id,
    fate_of.fate,
    fate_of.v2_table,
    fate_of.v2_id,
    fate_of.reason
from {{ ref('fate_' ~ table) }} as fate_of
union all
{% endfor %}
select
    null::text as v1_table,
    null::text as v1_id,
    null::text as fate,
    null::text as v2_table,
    null::text as v2_id,
    null::text as reason
where false
