-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product_collection') }}
-- depends_on: {{ ref('load_product_type') }}
select * from {{ ref('v2_product') }}
