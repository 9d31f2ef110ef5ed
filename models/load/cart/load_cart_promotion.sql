-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_cart') }}
-- depends_on: {{ ref('load_promotion') }}
select * from {{ ref('v2_cart_promotion') }}
