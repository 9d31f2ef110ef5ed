-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_customer') }}
-- depends_on: {{ ref('load_customer_group') }}
select * from {{ ref('v2_customer_group_customer') }}
