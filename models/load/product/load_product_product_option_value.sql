-- depends_on: {{ ref('gate') }}
-- depends_on: {{ ref('load_product_product_option') }}
-- depends_on: {{ ref('load_product_option_value') }}
select * from {{ ref('v2_product_product_option_value') }}
