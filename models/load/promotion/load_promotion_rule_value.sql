-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_promotion_rule') }}
select * from {{ ref('v2_promotion_rule_value') }}
