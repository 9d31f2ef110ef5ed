-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_fulfillment_provider') }}
-- depends_on: {{ ref('load_service_zone') }}
-- depends_on: {{ ref('load_shipping_profile') }}
-- depends_on: {{ ref('load_shipping_option_type') }}
select * from {{ ref('v2_shipping_option') }}
