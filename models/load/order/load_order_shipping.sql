-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order') }}
-- depends_on: {{ ref('load_order_shipping_method') }}
select * from {{ ref('v2_order_shipping') }}
