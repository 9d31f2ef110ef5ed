-- depends_on: {{ ref('load_price') }}
-- depends_on: {{ ref('loading') }}
select * from {{ ref('v2_price_rule') }}
