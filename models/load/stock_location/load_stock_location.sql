-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_stock_location_address') }}
select * from {{ ref('v2_stock_location') }}
