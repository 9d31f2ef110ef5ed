-- depends_on: {{ ref('gate') }}
-- depends_on: {{ ref('load_payment_collection') }}
-- depends_on: {{ ref('load_payment_session') }}
select * from {{ ref('v2_payment') }}
