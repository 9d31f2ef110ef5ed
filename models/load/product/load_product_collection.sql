-- depends_on: {{ ref('gate') }}
select * from {{ ref('v2_product_collection') }}
