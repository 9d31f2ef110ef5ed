{#- The ledger lines of one reshaped table: which v1 row became which v2 row. keys: its primary key. -#}
{% macro ledger_of(table, keys) %}
select
    v1_table,
    v1_id,
    'migrated' as fate,
    '{{ table }}' as v2_table,
    concat_ws(':', {% for key in keys %}"{{ key }}"{{ ', ' if not loop.last }}{% endfor %}) as v2_id,
    null as reason
from {{ ref('v2_' ~ table) }}
{% endmacro %}
