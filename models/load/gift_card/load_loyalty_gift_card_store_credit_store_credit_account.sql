-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_loyalty_gift_card') }}
-- depends_on: {{ ref('load_store_credit_account') }}
select * from {{ ref('v2_loyalty_gift_card_store_credit_store_credit_account') }}
