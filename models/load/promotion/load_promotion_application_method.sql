-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_promotion') }}
select * from {{ ref('v2_promotion_application_method') }}
