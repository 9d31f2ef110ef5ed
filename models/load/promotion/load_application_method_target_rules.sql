-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_promotion_application_method') }}
-- depends_on: {{ ref('load_promotion_rule') }}
select * from {{ ref('v2_application_method_target_rules') }}
