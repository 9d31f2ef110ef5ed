{{ config(meta={'moved': ['region_id']}) }}
-- Where this column is gone, the order holds it.
-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_payment_collection') }}
