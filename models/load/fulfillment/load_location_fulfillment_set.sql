-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_location_fulfillment_set') }}
