{{ config(meta={'moved': ['cart_id', 'order_id', 'customer_id']}) }}
-- Where these columns are gone, order and cart hold these through their payment collection.
-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_payment_collection') }}
-- depends_on: {{ ref('load_payment_session') }}
select * from {{ ref('v2_payment') }}
