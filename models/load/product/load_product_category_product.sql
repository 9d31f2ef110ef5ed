-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product') }}
-- depends_on: {{ ref('load_product_category') }}
select * from {{ ref('v2_product_category_product') }}
