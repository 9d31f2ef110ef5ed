-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_order') }}
-- depends_on: {{ ref('load_payment_collection') }}
select * from {{ ref('v2_order_payment_collection') }}
