-- depends_on: {{ ref('gate') }}
-- depends_on: {{ ref('load_payment') }}
select * from {{ ref('v2_capture') }}
