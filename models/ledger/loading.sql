{#- The first node of a load: every load_ model depends on this one, and this one on the gate. run_id says which
    run has passed the gate: the writer refuses any other. -#}
select
    run_id,
    now() as started_at
from {{ ref('gate') }}
