-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_promotion_campaign') }}
select * from {{ ref('v2_promotion_campaign_budget') }}
