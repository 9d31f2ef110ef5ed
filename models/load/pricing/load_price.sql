-- depends_on: {{ ref('load_price_set') }}
-- depends_on: {{ ref('load_price_list') }}
-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_price') }}
