-- depends_on: {{ ref('gate') }}
-- depends_on: {{ ref('load_order') }}
select * from {{ ref('v2_order_promotion') }}
