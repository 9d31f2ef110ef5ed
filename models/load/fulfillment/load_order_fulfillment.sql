-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order') }}
-- depends_on: {{ ref('load_fulfillment') }}
select * from {{ ref('v2_order_fulfillment') }}
