-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_customer') }}
select * from {{ ref('v2_customer_address') }}
