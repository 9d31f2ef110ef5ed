-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_fulfillment_provider') }}
-- depends_on: {{ ref('load_stock_location') }}
select * from {{ ref('v2_location_fulfillment_provider') }}
