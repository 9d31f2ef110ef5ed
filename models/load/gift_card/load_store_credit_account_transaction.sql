-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_store_credit_account') }}
select * from {{ ref('v2_store_credit_account_transaction') }}
