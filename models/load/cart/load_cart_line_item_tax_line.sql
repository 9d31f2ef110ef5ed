-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_cart_line_item') }}
select * from {{ ref('v2_cart_line_item_tax_line') }}
