-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product_variant') }}
-- depends_on: {{ ref('load_product_option_value') }}
select * from {{ ref('v2_product_variant_option') }}
