-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order_address') }}
select * from {{ ref('v2_order') }}
