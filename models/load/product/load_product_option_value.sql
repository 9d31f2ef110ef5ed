-- depends_on: {{ ref('gate') }}
-- depends_on: {{ ref('load_product_option') }}
select * from {{ ref('v2_product_option_value') }}
