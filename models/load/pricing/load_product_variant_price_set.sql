-- depends_on: {{ ref('load_price_set') }}
-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product_variant') }}
select * from {{ ref('v2_product_variant_price_set') }}
