-- depends_on: {{ ref('loading') }}
-- depends_on: {{ ref('load_notification_provider') }}
select * from {{ ref('v2_notification') }}
