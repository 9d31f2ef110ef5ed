-- depends_on: {{ ref('gate') }}
-- depends_on: {{ ref('load_fulfillment_address') }}
select * from {{ ref('v2_fulfillment') }}
