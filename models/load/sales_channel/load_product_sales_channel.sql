-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_sales_channel') }}
-- depends_on: {{ ref('load_product') }}
select * from {{ ref('v2_product_sales_channel') }}
