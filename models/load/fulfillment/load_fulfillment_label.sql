-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_fulfillment') }}
select * from {{ ref('v2_fulfillment_label') }}
