-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_sales_channel') }}
-- depends_on: {{ ref('load_stock_location') }}
select * from {{ ref('v2_sales_channel_stock_location') }}
