{{ config(meta={'moved': ['product_id']}) }}
-- Where this column is gone, product_product_option holds it.
-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product') }}
select * from {{ ref('v2_product_option') }}
