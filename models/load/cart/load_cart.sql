-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_cart_address') }}
select * from {{ ref('v2_cart') }}
