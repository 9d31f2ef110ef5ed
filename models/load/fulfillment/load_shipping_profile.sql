{{ config(meta={'existing': 'merge'}) }}
-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_shipping_profile') }}
