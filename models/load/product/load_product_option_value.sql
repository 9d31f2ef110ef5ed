-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product_option') }}
select * from {{ ref('v2_product_option_value') }}
