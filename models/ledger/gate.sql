{#- Every load_ model depends on this one, and this one on every reshaped row and on the ledger: when
    one test on any of them fails, dbt skips the gate, and with it every write. run_id says which run
    has passed: the writer refuses any other. -#}
{% for table in live_tables() %}
-- depends_on: {{ ref('v2_' ~ table) }}
{% endfor %}
-- depends_on: {{ ref('ledger') }}
-- depends_on: {{ ref('findings') }}
-- depends_on: {{ ref('reasons') }}
select
    max(run_id) as run_id,
    now() as passed_at
from {{ source('migration', 'run') }}
