-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_store_credit_account') }}
