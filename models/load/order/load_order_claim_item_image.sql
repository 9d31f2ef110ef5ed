-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order_claim_item') }}
select * from {{ ref('v2_order_claim_item_image') }}
