-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_inventory_item') }}
-- depends_on: {{ ref('load_product_variant') }}
select * from {{ ref('v2_product_variant_inventory_item') }}
