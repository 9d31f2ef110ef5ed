-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order_line_item') }}
-- depends_on: {{ ref('load_order_claim') }}
select * from {{ ref('v2_order_claim_item') }}
