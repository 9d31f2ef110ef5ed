-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_stock_location_address') }}
