-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order_line_item') }}
select * from {{ ref('v2_order_line_item_tax_line') }}
