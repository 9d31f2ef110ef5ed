{{ config(meta={'moved': ['product_product_option_id', 'product_option_value_id']}) }}
-- Before products shared options, an option itself said whose it was.
-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product_product_option') }}
-- depends_on: {{ ref('load_product_option_value') }}
select * from {{ ref('v2_product_product_option_value') }}
