-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_service_zone') }}
select * from {{ ref('v2_geo_zone') }}
