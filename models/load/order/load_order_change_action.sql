-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order_change') }}
select * from {{ ref('v2_order_change_action') }}
