-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_stock_location_address') }}
