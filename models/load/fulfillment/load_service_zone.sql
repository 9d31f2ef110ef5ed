-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_fulfillment_set') }}
select * from {{ ref('v2_service_zone') }}
