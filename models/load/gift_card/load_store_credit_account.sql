-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_store_credit_account') }}
