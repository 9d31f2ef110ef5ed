-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_shipping_option') }}
-- depends_on: {{ ref('load_fulfillment_provider') }}
-- depends_on: {{ ref('load_fulfillment_address') }}
select * from {{ ref('v2_fulfillment') }}
