-- depends_on: {{ ref('gate') }}
-- depends_on: {{ ref('load_cart') }}
select * from {{ ref('v2_cart_shipping_method') }}
