-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_product') }}
select * from {{ ref('v2_image') }}
