-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_cart_shipping_method') }}
select * from {{ ref('v2_cart_shipping_method_tax_line') }}
