-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product') }}
-- depends_on: {{ ref('load_shipping_profile') }}
select * from {{ ref('v2_product_shipping_profile') }}
