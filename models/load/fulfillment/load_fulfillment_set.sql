-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_fulfillment_set') }}
